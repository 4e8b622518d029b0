using SocialAssistance.Api.Authentication;
using SocialAssistance.Cases;
using SocialAssistance.Guide;

namespace SocialAssistance.Api.Requests;

/// <summary>Finds an item for the department that decides it.</summary>
/// <param name="Case">The case.</param>
/// <param name="Item">Its item.</param>
/// <param name="Refusal">Why the department gets neither.</param>
internal readonly record struct TaskLookup(Case? Case, CaseItem? Item, CaseRefusal? Refusal)
{
    public static async Task<TaskLookup> FindAsync(
        CaseService cases, ServiceGuide guide, Caller caller, string caseId, string item, CancellationToken cancellationToken)
    {
        if (await cases.FindAsync(caller, caseId, cancellationToken).ConfigureAwait(false) is not { } @case)
        {
            return new TaskLookup(null, null, CaseRefusals.UnknownCase);
        }

        return @case.FindOwn(caller.Department!, item, guide) switch
        {
            ({ DispatchedAt: null }, _) => new TaskLookup(null, null, CaseRefusals.UnknownItem),
            ({ } found, _) => new TaskLookup(@case, found, null),
            (_, var refusal) => new TaskLookup(null, null, refusal),
        };
    }
}
