using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SocialAssistance.Api.Authentication;

namespace SocialAssistance.Api.Access;

/// <summary>Whether table and endpoints fit: no endpoint without its row, no row without its one endpoint.</summary>
public static class OperationChecks
{
    /// <summary>What does not fit; nothing when all does.</summary>
    /// <param name="endpoints">All endpoints of the API.</param>
    /// <param name="rehearsal">Whether the host rehearses.</param>
    public static IEnumerable<string> FaultsOf(IEnumerable<Endpoint> endpoints, bool rehearsal)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var mapped = endpoints.Select(e => (Endpoint: e, Rows: e.Metadata.GetOrderedMetadata<Operation>())).ToArray();
        foreach (var (endpoint, rows) in mapped.Where(m => m.Rows is not [_]))
        {
            yield return $"The endpoint {(endpoint as RouteEndpoint)?.RoutePattern.RawText ?? endpoint.DisplayName} has {rows.Count} rows in the table of operations, not one.";
        }

        foreach (var row in Operations.All.Where(IsWrong))
        {
            yield return $"The operation {row.Name} names no role, or a role or scope that is none.";
        }

        foreach (var row in Operations.All.Where(o => rehearsal || !o.RehearsalOnly))
        {
            var count = mapped.Count(m => m.Rows.Contains(row));
            if (count != 1)
            {
                yield return $"The operation {row.Name} has {count} endpoints, not one.";
            }
        }
    }

    /// <summary>Stops a host whose table and endpoints do not fit.</summary>
    /// <exception cref="InvalidOperationException">They do not; every fault is named.</exception>
    internal static void Check(IEndpointRouteBuilder endpoints, bool rehearsal)
    {
        using var all = new CompositeEndpointDataSource(endpoints.DataSources);
        var faults = FaultsOf(all.Endpoints, rehearsal).ToArray();
        if (faults.Length > 0)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
        }
    }

    private static bool IsWrong(Operation row) => !row.Anonymous
        && (row.Roles.IsDefaultOrEmpty || row.Roles.Except(Roles.All).Any() || row.Scope is null || !Scopes.All.Contains(row.Scope));
}
