using System.Collections.Immutable;
using SocialAssistance.Input;

namespace SocialAssistance.Api.Authentication;

/// <summary>A key of a caller, ready to be compared.</summary>
/// <param name="Hash">SHA-256 of the key.</param>
/// <param name="Caller">Whose it is.</param>
/// <param name="NotBefore">From when it is good.</param>
/// <param name="ExpiresAt">From when it is good no longer.</param>
internal sealed record CallerKey(ImmutableArray<byte> Hash, Caller Caller, DateTimeOffset NotBefore, DateTimeOffset ExpiresAt)
{
    private const int IdLength = 8;

    public bool IsGoodAt(DateTimeOffset now) => now >= NotBefore && now < ExpiresAt;

    /// <summary>Takes a key from an entry without faults.</summary>
    public static CallerKey Of(CallerEntry entry) => new(
        [.. Convert.FromHexString(entry.KeySha256)],
        new Caller(entry.Name, entry.Role, entry.Department, [.. entry.Divisions])
        {
            KeyId = IdOf(entry),
            Scopes = entry.Scopes.Count > 0 ? [.. entry.Scopes] : null,
        },
        Moments.Parse(entry.NotBefore) ?? DateTimeOffset.MinValue,
        Moments.Parse(entry.ExpiresAt) ?? DateTimeOffset.MaxValue);

    public static string IdOf(CallerEntry entry) =>
        string.IsNullOrEmpty(entry.Id) ? entry.KeySha256[..IdLength].ToLowerInvariant() : entry.Id;
}
