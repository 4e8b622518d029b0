using SocialAssistance.Api.Authentication;
using SocialAssistance.Cases;

namespace SocialAssistance.Api.Requests;

/// <summary>Finds an item for the department that decides it.</summary>
/// <param name="Case">The case.</param>
/// <param name="Item">Its item.</param>
/// <param name="Refusal">Why the department gets neither.</param>
internal readonly record struct TaskLookup(Case? Case, CaseItem? Item, CaseRefusal? Refusal)
{
    public static async Task<TaskLookup> FindAsync(
        CaseService cases, Caller caller, string caseId, string item, CancellationToken cancellationToken)
    {
        if (await cases.FindAsync(caller, caseId, cancellationToken).ConfigureAwait(false) is not { } @case)
        {
            return new TaskLookup(null, null, CaseRefusals.UnknownCase);
        }

        return @case.FindItem(item) switch
        {
            null => new TaskLookup(null, null, CaseRefusals.UnknownItem),
            { } found when found.Department != caller.Department => new TaskLookup(null, null, CaseRefusals.OtherDepartment),
            { DispatchedAt: null } => new TaskLookup(null, null, CaseRefusals.UnknownItem),
            { } found => new TaskLookup(@case, found, null),
        };
    }
}
