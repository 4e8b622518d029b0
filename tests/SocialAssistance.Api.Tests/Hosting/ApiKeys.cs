using System.Text.Json.Nodes;

namespace SocialAssistance.Api.Tests.Hosting;

/// <summary>The keys of an installation, as its <c>api-keys.json</c> lists them.</summary>
internal sealed class ApiKeys(JsonArray entries)
{
    public static ApiKeys Read(string file) => new(JsonNode.Parse(File.ReadAllText(file))!.AsArray());

    /// <summary>The key of the first caller with a role.</summary>
    public string Of(string role, string? department = null) => (string?)Entry(role, department)["key"] ?? "";

    /// <summary>The division that the first window is bound to.</summary>
    public string WindowDivision => (string)Entry("window", null)["division"]!;

    private JsonNode Entry(string role, string? department) =>
        entries.FirstOrDefault(e => (string?)e!["role"] == role && (department is null || (string?)e["department"] == department))
        ?? throw new InvalidOperationException($"The key file has no {role} {department}.");
}
