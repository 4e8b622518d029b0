using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SocialAssistance.Api.Access;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Materials;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Api.Auditing;

/// <summary>
/// What an endpoint adds to the trail of its request: only what cannot be seen from the answer. Everything is recorded
/// before the answer goes out, at one place (<see cref="AuditFilter"/>).
/// </summary>
public sealed class RequestTrail
{
    private readonly List<AuditEntry> _entries = [];
    private readonly HttpContext _http;
    private readonly ServiceGuide _guide;
    private readonly TimeProvider _clock;

    internal RequestTrail(HttpContext http, ServiceGuide guide, TimeProvider clock)
    {
        _http = http;
        _guide = guide;
        _clock = clock;
    }

    /// <summary>Whether a write of this request has told of itself, so that its answer need not be recorded once more.</summary>
    public bool IsWritten { get; private set; }

    internal IReadOnlyList<AuditEntry> Entries => _entries;

    /// <summary>The request wrote something, and the record of that stands beside it.</summary>
    public void Written() => IsWritten = true;

    /// <summary>The request shows or has refused something that its answer does not tell.</summary>
    public void Add(AuditEntry entry) => _entries.Add(entry);

    /// <summary>An entry of this request: who asks, for what and when; of the address only what has the form of an id.</summary>
    public AuditEntry Entry()
    {
        var operation = _http.Operation();
        var route = _http.Request.RouteValues;
        return new AuditEntry(_clock.Now(), _http.Caller().Actor, ActionOf(operation))
        {
            CaseId = CaseOf(route["caseId"] as string),
            Subject = SubjectOf(route),
            Purpose = operation?.Purpose ?? "",
        };
    }

    /// <summary>A text as the number of a case; empty when it cannot be one, because whoever calls may write anything there.</summary>
    public static string CaseOf(string? text) => text is not null && CaseIds.IsWellFormed(text) ? text : "";

    /// <summary>The action that an operation is: its name in kebab-case.</summary>
    public static string ActionOf(Operation? operation) =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(operation?.Name ?? "Unknown");

    private string SubjectOf(RouteValueDictionary route) =>
        route["materialId"] is string scan ? (MaterialId.IsWellFormed(scan) ? scan : "")
            : route["item"] is string item && _guide.FindItem(item) is not null ? item
            : "";
}

/// <summary>Finds the trail of a request.</summary>
public static class RequestTrails
{
    /// <summary>The trail of the request, which is there for every endpoint that asks who calls.</summary>
    public static RequestTrail Trail(this HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Features.Get<RequestTrail>() ?? throw new InvalidOperationException("The endpoint keeps no trail.");
    }
}
