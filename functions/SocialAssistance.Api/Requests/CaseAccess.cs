using SocialAssistance.Api.Authentication;
using SocialAssistance.Cases;

namespace SocialAssistance.Api.Requests;

/// <summary>
/// Who may know of which case: callers bound to divisions of the cases there, departments of those they have an item of. To
/// everybody else a case does not exist, and the answer is the same as for a number that was never given out.
/// </summary>
public static class CaseAccess
{
    /// <summary>The case, if it is there and the caller may know of it.</summary>
    public static async Task<Case?> FindAsync(this CaseService cases, Caller caller, string caseId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(caller);
        var found = await cases.FindAsync(caseId, cancellationToken).ConfigureAwait(false);
        return found is not null && MayKnow(caller, found) ? found : null;
    }

    private static bool MayKnow(Caller caller, Case found) =>
        caller.Covers(found.Form.Division)
        && (caller.Role != Roles.Department || found.IsKnownTo(caller.Department!));
}
