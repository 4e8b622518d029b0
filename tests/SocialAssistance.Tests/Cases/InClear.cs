using System.Text.Json;
using SocialAssistance.Cases;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Tests.Cases;

/// <summary>A case with open values as JSON: what is stored, but for the sealing.</summary>
internal static class InClear
{
    public static byte[] Write(Case @case) => JsonSerializer.SerializeToUtf8Bytes(@case, CaseJson.Clear.Case);

    public static Case Read(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, CaseJson.Clear.Case)!;
}
