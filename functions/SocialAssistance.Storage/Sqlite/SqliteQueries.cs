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

    /// <summary>Cases that ended in a way and count from before a moment (1: status; 2: the moment, Unix milliseconds; 3: how many at most).</summary>
    public const string Erasable =
        "SELECT case_id FROM cases WHERE status = ?1 AND erasable_from < ?2 ORDER BY erasable_from, case_id LIMIT ?3";

    /// <summary>Recognitions that have ended (1: the day before which; 2: how many at most).</summary>
    public const string EndedRecognitions = """
        SELECT person_key, category, document_number, division, valid_from, valid_to, source FROM recognitions
        WHERE valid_to < ?1 ORDER BY valid_to LIMIT ?2
        """;

    /// <summary>The head of the oldest day that still has records (1: the day before which).</summary>
    public const string OldestAuditDay = """
        SELECT h.day, h.count, h.hash, h.seal FROM audit_records r JOIN audit_heads h ON h.day = r.day
        WHERE r.day < ?1 ORDER BY r.day LIMIT 1
        """;

    /// <summary>
    /// The head of what stood before the chain, while it is still there (1: the day before which the chain must have begun; what
    /// stood before it is older).
    /// </summary>
    public const string AuditBeforeChain = """
        SELECT h.day, h.count, h.hash, h.seal FROM audit_heads h
        JOIN audit_heads begun ON begun.day > '0001-01-01' AND begun.day < ?1
        JOIN audit a ON a.seq > 0
        WHERE h.day = '0001-01-01' LIMIT 1
        """;

    /// <summary>Cases of an applicant, the newest first (1: person key; 2: how many at most).</summary>
    public const string OfApplicant =
        "SELECT case_id FROM applicants WHERE person_key = ?1 ORDER BY submitted_at DESC, case_id DESC LIMIT ?2";

    /// <summary>Recognitions of a person (1: person key; 2: the day on which they are in force).</summary>
    public const string RecognitionsOfPerson = """
        SELECT person_key, category, document_number, division, valid_from, valid_to FROM recognitions
        WHERE person_key = ?1 AND valid_from <= ?2 AND (valid_to IS NULL OR valid_to >= ?2)
        ORDER BY category, source
        """;

    /// <summary>All recognitions of a person (1: person key).</summary>
    public const string AllRecognitionsOfPerson = """
        SELECT person_key, category, document_number, division, valid_from, valid_to FROM recognitions
        WHERE person_key = ?1
        ORDER BY category, source
        """;

    /// <summary>The head of the newest day of the audit.</summary>
    public const string LastAuditHead =
        "SELECT day, count, hash, seal FROM audit_heads WHERE day >= '0001-01-01' ORDER BY day DESC LIMIT 1";

    /// <summary>All heads of the audit, the oldest first.</summary>
    public const string AuditHeads = "SELECT day, count, hash, seal FROM audit_heads WHERE day >= '0001-01-01' ORDER BY day";

    /// <summary>Hash of the audit record at a place (1: day; 2: number).</summary>
    public const string AuditHashAt = "SELECT hash FROM audit_records WHERE day = ?1 AND number = ?2";

    /// <summary>Audit records of some days in their order, those that a host can have written (1: first day; 2: last day).</summary>
    public const string AuditDays =
        $"SELECT {AuditColumns} FROM audit_records WHERE day BETWEEN ?1 AND ?2 AND {SqliteAuditForeign.ReadableRecord} ORDER BY day, number";

    /// <summary>Audit records before a place, the newest first (1: day, 2: number of the place; 3: first day; 4: how many at most).</summary>
    public const string AuditBefore =
        $"SELECT {AuditColumns} FROM audit_records WHERE (day, number) < (?1, ?2) AND day >= ?3 ORDER BY day DESC, number DESC LIMIT ?4";

    /// <summary>The same of one case (5: case id).</summary>
    public const string AuditOfCaseBefore = $"""
        SELECT {AuditColumns} FROM audit_records INDEXED BY audit_of_case
        WHERE case_id <> '' AND case_id = ?5 AND (day, number) < (?1, ?2) AND day >= ?3 ORDER BY day DESC, number DESC LIMIT ?4
        """;

    private const string AuditColumns =
        "day, number, at, actor, role, action, case_id, subject, fields, purpose, outcome, previous, hash, case_version";
}
