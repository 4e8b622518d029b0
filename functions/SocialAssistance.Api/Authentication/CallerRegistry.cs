using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace SocialAssistance.Api.Authentication;

/// <summary>The callers that an installation knows.</summary>
public sealed class CallerOptions
{
    /// <summary>The callers.</summary>
    public IList<CallerEntry> Callers { get; } = [];
}

/// <summary>A caller as it stands in the configuration.</summary>
public sealed class CallerEntry
{
    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>One of <see cref="Roles"/>.</summary>
    public string Role { get; set; } = "";

    /// <summary>Code of its department, for the department role.</summary>
    public string? Department { get; set; }

    /// <summary>Divisions it is bound to.</summary>
    public IList<string> Divisions { get; } = [];

    /// <summary>SHA-256 of its key, hexadecimal. Keys are random and long, so that a plain hash keeps them.</summary>
    public string KeySha256 { get; set; } = "";
}

/// <summary>Tells callers by their keys.</summary>
public sealed class CallerRegistry
{
    private readonly ImmutableArray<(byte[] Hash, Caller Caller)> _callers;

    /// <summary>Takes the callers from the configuration.</summary>
    /// <exception cref="OptionsValidationException">An entry is wrong; every fault is named.</exception>
    public CallerRegistry(IOptions<CallerOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = options.Value.Callers.SelectMany(FaultsOf).ToArray();
        if (faults.Length > 0)
        {
            throw new OptionsValidationException(nameof(CallerOptions), typeof(CallerOptions), faults);
        }

        _callers =
        [
            .. options.Value.Callers.Select(c => (
                Convert.FromHexString(c.KeySha256),
                new Caller(c.Name, c.Role, c.Department, [.. c.Divisions]))),
        ];
    }

    /// <summary>The caller with that key, or null. It takes as long for a wrong key as for a right one.</summary>
    public Caller? Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        Caller? found = null;
        foreach (var (known, caller) in _callers)
        {
            if (CryptographicOperations.FixedTimeEquals(known, hash))
            {
                found = caller;
            }
        }

        return found;
    }

    private static IEnumerable<string> FaultsOf(CallerEntry entry)
    {
        if (string.IsNullOrWhiteSpace(entry.Name))
        {
            yield return "A caller has no name.";
        }

        if (!Roles.All.Contains(entry.Role))
        {
            yield return $"Caller '{entry.Name}' has the unknown role '{entry.Role}'.";
        }

        if (entry.Role == Roles.Department && string.IsNullOrEmpty(entry.Department))
        {
            yield return $"Caller '{entry.Name}' is a department without saying which.";
        }

        if (entry.Role == Roles.Window && entry.Divisions.Count == 0)
        {
            yield return $"Caller '{entry.Name}' is a window without a division.";
        }

        if (entry.KeySha256.Length != 2 * SHA256.HashSizeInBytes || !entry.KeySha256.All(char.IsAsciiHexDigit))
        {
            yield return $"Caller '{entry.Name}' has no SHA-256 of a key.";
        }
    }
}
