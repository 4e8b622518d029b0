using SocialAssistance.Api.Authentication;
using SocialAssistance.Cases;

namespace SocialAssistance.Api.Requests;

/// <summary>Who may know of which case. To everybody else a case does not exist.</summary>
public static class CaseAccess
{
    /// <summary>The case, if it is there and the caller may know of it.</summary>
    public static async Task<Case?> FindAsync(this CaseService cases, Caller caller, string caseId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(caller);
        var found = await cases.FindAsync(caseId, cancellationToken).ConfigureAwait(false);
        return found is not null && caller.Covers(found.Form.Division) ? found : null;
    }
}
