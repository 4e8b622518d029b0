using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Guide;

namespace SocialAssistance.Local;

/// <summary>
/// A caller with its key in clear, as it stands in <c>api-keys.json</c>. A caller that has several keys stands there
/// several times, the newest first.
/// </summary>
public sealed record ApiKey(string Name, string Role, string? Department, string? Division, string Key)
{
    /// <summary>Id of the key among its caller's, if it has one.</summary>
    public string? Id { get; init; }

    /// <summary>From when it is good, ISO 8601 with offset.</summary>
    public string? NotBefore { get; init; }

    /// <summary>From when it is good no longer, ISO 8601 with offset.</summary>
    public string? ExpiresAt { get; init; }

    /// <summary>The scopes it is bound to; absent leaves it all of its role.</summary>
    public string[]? Scopes { get; init; }
}

/// <summary>
/// The keys of a one-machine installation: one for each kind of caller, made on first start, readable by the owner of the
/// data folder alone. The host itself keeps only their hashes. What absence leaves open (divisions, scopes, an end) must not be
/// left open by a slip: a member that there is not is refused.
/// </summary>
public static class ApiKeysFile
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string Name = "api-keys.json";

    private const int KeyBytes = 32;

    /// <summary>The callers of the folder's keys; makes the file when there is none.</summary>
    /// <exception cref="HostStartException">The file is there but cannot be read, or others can read it.</exception>
    public static ImmutableArray<CallerEntry> LoadOrCreate(DataFolder folder, ServiceGuide guide)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(guide);
        if (!File.Exists(folder.File(Name)))
        {
            folder.WritePrivate(Name, JsonSerializer.SerializeToUtf8Bytes([.. Create(guide)], ApiKeysJson.Default.ApiKeyArray));
        }

        folder.RequirePrivate(Name);
        try
        {
            var keys = JsonSerializer.Deserialize(File.ReadAllBytes(folder.File(Name)), ApiKeysJson.Default.ApiKeyArray);
            return keys is not null && Array.TrueForAll(keys, k => k is { Name: not null, Role: not null, Key.Length: > 0 } and not { Scopes.Length: 0 })
                ? [.. keys.Select(Entry)]
                : throw new JsonException();
        }
        catch (JsonException error)
        {
            // A member that nobody reads would leave the key wider than whoever wrote it meant.
            var line = error.LineNumber is { } number ? $", line {number + 1}" : "";
            throw new HostStartException(
                HostExit.WrongConfiguration,
                $"{folder.File(Name)}{line}: this is no list of API keys, or a key has a member that there is not. A key has name, role, department, "
                + "division, key, id, notBefore, expiresAt, scopes. Mend it, or remove the file to have new keys made.");
        }
    }

    private static IEnumerable<ApiKey> Create(ServiceGuide guide)
    {
        yield return New("platform", Roles.Platform);
        foreach (var department in guide.Departments)
        {
            yield return New(department.Code, Roles.Department, department.Code);
        }

        yield return New("window", Roles.Window, division: guide.Prefectures[0].Counties[0].Code);
        yield return New("supervisor", Roles.Supervisor);
        yield return New("operator", Roles.Operator);
        yield return New("auditor", Roles.Auditor);
    }

    private static ApiKey New(string name, string role, string? department = null, string? division = null) =>
        new(name, role, department, division, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes)));

    private static CallerEntry Entry(ApiKey key)
    {
        var entry = new CallerEntry
        {
            Name = key.Name,
            Role = key.Role,
            Department = key.Department,
            Id = key.Id,
            NotBefore = key.NotBefore,
            ExpiresAt = key.ExpiresAt,
            KeySha256 = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key.Key))),
        };
        if (key.Division is { } division)
        {
            entry.Divisions.Add(division);
        }

        foreach (var scope in key.Scopes ?? [])
        {
            entry.Scopes.Add(scope);
        }

        return entry;
    }
}

/// <summary>How <c>api-keys.json</c> is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    WriteIndented = true)]
[JsonSerializable(typeof(ApiKey[]))]
internal sealed partial class ApiKeysJson : JsonSerializerContext;
