namespace SocialAssistance.Api.Authentication;

/// <summary>The callers that an installation knows by their keys.</summary>
public sealed class CallerOptions
{
    /// <summary>An entry for each key; a caller with several keys has several entries of its name.</summary>
    public IList<CallerEntry> Callers { get; } = [];
}

/// <summary>A caller's key as it stands in the configuration.</summary>
public sealed class CallerEntry
{
    /// <summary>Name of the caller.</summary>
    public string Name { get; set; } = "";

    /// <summary>One of <see cref="Roles"/>.</summary>
    public string Role { get; set; } = "";

    /// <summary>Code of its department, for the department role.</summary>
    public string? Department { get; set; }

    /// <summary>
    /// Divisions it is bound to, six digits each. None leaves it the whole region, a department too: the key of a department of
    /// one county must name the county.
    /// </summary>
    public IList<string> Divisions { get; } = [];

    /// <summary>The <see cref="Access.Scopes"/> that the key is bound to; none leaves it all of its role.</summary>
    public IList<string> Scopes { get; } = [];

    /// <summary>Id of the key among its caller's: lower-case letters, digits and hyphens. The beginning of the hash when absent.</summary>
    public string? Id { get; set; }

    /// <summary>
    /// SHA-256 of the key, hexadecimal. Keys have 256 random bits: nobody finds one by trying, however fast the hash is, so
    /// that a slow or salted one would cost every request and gain nothing.
    /// </summary>
    public string KeySha256 { get; set; } = "";

    /// <summary>From when the key is good, ISO 8601 with offset; absent for always.</summary>
    public string? NotBefore { get; set; }

    /// <summary>From when it is good no longer, ISO 8601 with offset; absent for never.</summary>
    public string? ExpiresAt { get; set; }
}
