using System.Text.Json;

namespace SocialAssistance.Local.Tests.Hosting;

/// <summary>The keys that a host wrote for its callers.</summary>
internal static class ApiKeys
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the file of a data folder.</summary>
    public static IReadOnlyList<ApiKey> Read(string data) =>
        JsonSerializer.Deserialize<ApiKey[]>(File.ReadAllBytes(Path.Combine(data, ApiKeysFile.Name)), Web)!;
}
