using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using SocialAssistance.Api.Authentication;

namespace SocialAssistance.Api.Access;

/// <summary>One operation of the API and who may use it: a row of <see cref="Operations"/>.</summary>
public sealed record Operation
{
    private Operation(string name, string summary)
    {
        Name = name;
        Summary = summary;
    }

    /// <summary>Its name: the operation id of the API's description.</summary>
    public string Name { get; }

    /// <summary>What it does, in a line.</summary>
    public string Summary { get; }

    /// <summary>Whether anybody may use it, without a key.</summary>
    public bool Anonymous { get; private init; }

    /// <summary>Those of <see cref="Authentication.Roles"/> that may use it; nobody else may.</summary>
    public ImmutableArray<string> Roles { get; private init; } = [];

    /// <summary>The one of <see cref="Scopes"/> it needs of a caller that is bound to scopes.</summary>
    public string? Scope { get; private init; }

    /// <summary>The one of <see cref="Purposes"/> for which it shows personal data, or null when it shows none.</summary>
    public string? Purpose { get; private init; }

    /// <summary>Whether there is such an operation on a rehearsing host only.</summary>
    public bool RehearsalOnly { get; init; }

    /// <summary>Whether its answer is the same for everybody and may be kept for a while.</summary>
    public bool Cacheable { get; init; }

    /// <summary>Whether it takes a scan, which is large and takes long.</summary>
    public bool Upload { get; init; }

    /// <summary>Whether it may take minutes: a batch, a scan on a slow line, a step through the days of a rehearsal.</summary>
    public bool Long { get; init; }

    /// <summary>Whether nobody is ever told that he asks too often: probes must be answered.</summary>
    public bool Unlimited { get; init; }

    /// <summary>An operation for anybody.</summary>
    public static Operation ForAnyone(string name, string summary) => new(name, summary) { Anonymous = true };

    /// <summary>An operation for some roles.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="summary">What it does.</param>
    /// <param name="roles">Who may use it.</param>
    /// <param name="scope">The scope it needs.</param>
    /// <param name="purpose">Why it shows personal data, or null when it shows none.</param>
    public static Operation For(string name, string summary, ImmutableArray<string> roles, string scope, string? purpose = null) =>
        new(name, summary) { Roles = roles, Scope = scope, Purpose = purpose };

    /// <summary>Whether a caller's role and scopes allow it. Whose cases it may touch is another question.</summary>
    public bool Allows(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return Anonymous || (Roles.Contains(caller.Role) && caller.Has(Scope!));
    }
}

/// <summary>Finds the operation of a request.</summary>
public static class OperationFeature
{
    /// <summary>The operation that a request asks for, or null where the address or the method leads to none.</summary>
    public static Operation? Operation(this HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.GetEndpoint()?.Metadata.GetMetadata<Operation>();
    }
}
