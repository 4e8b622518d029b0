using SocialAssistance.Cases;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>The rows beside a case by which its applicant or its submission is found, when a write changes them.</summary>
internal static class FindableBy
{
    private const string DeleteKeys = "DELETE FROM submission_keys WHERE case_id = ?1";

    private const string DeleteApplicant = "DELETE FROM applicants WHERE case_id = ?1";

    private const string InsertApplicant = "INSERT INTO applicants (person_key, submitted_at, case_id) VALUES (?1, ?2, ?3)";

    /// <summary>Writes what has changed, in the transaction of the case.</summary>
    public static void Write(SqliteSession session, Case previous, Case next)
    {
        if (!HaveChanged(previous, next))
        {
            return;
        }

        if (IsAnonymised(previous, next))
        {
            session.Execute(DeleteKeys, next.CaseId);
        }

        session.Execute(DeleteApplicant, next.CaseId);
        if (KeyOf(next) is { } found)
        {
            session.Execute(InsertApplicant, found, next.SubmittedAt.ToUnixTimeMilliseconds(), next.CaseId);
        }
    }

    private static bool HaveChanged(Case previous, Case next) => IsAnonymised(previous, next) || KeyOf(previous) != KeyOf(next);

    private static bool IsAnonymised(Case previous, Case next) => previous.AnonymisedAt is null && next.AnonymisedAt is not null;

    private static string? KeyOf(Case @case) => @case.People is [var applicant, ..] ? applicant.Keys[0] : null;
}
