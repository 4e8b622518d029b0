namespace SocialAssistance.Storage.Sqlite;

/// <summary>The queries of the stores, other than those of work lists. Public so that a test can look at their plans.</summary>
public static class SqliteQueries
{
    /// <summary>The document of a case (1: case id).</summary>
    public const string Case = "SELECT document FROM cases WHERE case_id = ?1";

    /// <summary>What a submission key stands for (1: key).</summary>
    public const string SubmissionKey = "SELECT case_id, digest FROM submission_keys WHERE key = ?1";

    /// <summary>Cases that are due (1: now, Unix milliseconds; 2: how many at most).</summary>
    public const string Due = "SELECT case_id FROM cases WHERE wake_at <= ?1 ORDER BY wake_at, case_id LIMIT ?2";

    /// <summary>Cases of an applicant, the newest first (1: person key; 2: how many at most).</summary>
    public const string OfApplicant =
        "SELECT case_id FROM applicants WHERE person_key = ?1 ORDER BY submitted_at DESC, case_id DESC LIMIT ?2";

    /// <summary>Recognitions of a person (1: person key; 2: the day on which they are in force).</summary>
    public const string RecognitionsOfPerson = """
        SELECT person_key, category, document_number, division, valid_from, valid_to FROM recognitions
        WHERE person_key = ?1 AND valid_from <= ?2 AND (valid_to IS NULL OR valid_to >= ?2)
        ORDER BY category, source
        """;
}
