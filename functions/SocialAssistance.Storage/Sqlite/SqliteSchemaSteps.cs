namespace SocialAssistance.Storage.Sqlite;

/// <content>The steps. Moments are Unix milliseconds, days ISO 8601 text, enumerated values their codes.</content>
public static partial class SqliteSchema
{
    /// <summary>
    /// Cases with what they are found by. Work lists are read in the order (due_sort, case_id, item), so every index of them
    /// ends in it. <c>status</c> stands in no index of open items: taking an item up then writes its row and nothing else.
    /// </summary>
    private const string Cases = """
        CREATE TABLE cases (
          case_id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL,
          wake_at INTEGER,
          status TEXT NOT NULL,
          submitted_at INTEGER NOT NULL,
          document BLOB NOT NULL
        );
        CREATE INDEX cases_due ON cases (wake_at, case_id) WHERE wake_at IS NOT NULL;

        CREATE TABLE submission_keys (
          key TEXT NOT NULL PRIMARY KEY,
          case_id TEXT NOT NULL REFERENCES cases (case_id),
          digest TEXT NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE applicants (
          person_key TEXT NOT NULL,
          submitted_at INTEGER NOT NULL,
          case_id TEXT NOT NULL REFERENCES cases (case_id),
          PRIMARY KEY (person_key, submitted_at, case_id)
        ) WITHOUT ROWID;

        CREATE TABLE work_items (
          case_id TEXT NOT NULL REFERENCES cases (case_id),
          item TEXT NOT NULL,
          department TEXT NOT NULL,
          division TEXT NOT NULL,
          status TEXT NOT NULL,
          open INTEGER NOT NULL,
          accepted_on TEXT NOT NULL,
          due_on TEXT,
          yellow_from TEXT,
          provisional INTEGER NOT NULL,
          closed_on TEXT,
          failed_attempts INTEGER NOT NULL,
          due_sort TEXT NOT NULL GENERATED ALWAYS AS (coalesce(due_on, '9999-12-31')) STORED,
          PRIMARY KEY (case_id, item)
        ) WITHOUT ROWID;
        CREATE INDEX work_open_of_department ON work_items (department, due_sort, case_id, item, division, yellow_from) WHERE open = 1;
        CREATE INDEX work_open ON work_items (due_sort, case_id, item, division, yellow_from) WHERE open = 1;
        CREATE INDEX work_ended_of_department ON work_items (department, status, due_sort, case_id, item, division) WHERE open = 0;
        CREATE INDEX work_of_department ON work_items (department, due_sort, case_id, item, division);
        CREATE INDEX work_all ON work_items (due_sort, case_id, item, division);
        CREATE INDEX work_failing ON work_items (due_sort, case_id, item) WHERE failed_attempts > 0;
        """;

    private const string Register = """
        CREATE TABLE recognitions (
          source TEXT NOT NULL,
          category TEXT NOT NULL,
          person_key TEXT NOT NULL,
          document_number TEXT NOT NULL,
          division TEXT NOT NULL,
          valid_from TEXT NOT NULL,
          valid_to TEXT,
          PRIMARY KEY (source, category, person_key)
        ) WITHOUT ROWID;
        CREATE INDEX recognitions_of_person ON recognitions (person_key, category);
        """;

    /// <summary>The triggers hold for every program that opens the file, not only for this one.</summary>
    private const string Audit = """
        CREATE TABLE audit (
          seq INTEGER PRIMARY KEY AUTOINCREMENT,
          at TEXT NOT NULL,
          caller TEXT NOT NULL,
          role TEXT NOT NULL,
          action TEXT NOT NULL,
          case_id TEXT NOT NULL,
          subject TEXT NOT NULL
        );
        CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'Audit records are only ever added.'); END;
        CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'Audit records are only ever added.'); END;
        """;

    /// <summary>
    /// The trail in chains by day, and how far each goes. Records are never changed, and deleted only when they are older
    /// than six months by the clock of SQLite itself (网络安全法 第二十三条(三)); heads only ever grow and stay for good,
    /// so that what was deleted is told from what is missing. The table of before stays as it is, under the same rule.
    /// </summary>
    private const string AuditChains = """
        CREATE TABLE audit_records (
          day TEXT NOT NULL,
          number INTEGER NOT NULL,
          at INTEGER NOT NULL,
          actor TEXT NOT NULL,
          role TEXT NOT NULL,
          action TEXT NOT NULL,
          case_id TEXT NOT NULL,
          subject TEXT NOT NULL,
          fields TEXT NOT NULL,
          purpose TEXT NOT NULL,
          outcome TEXT NOT NULL,
          case_version INTEGER,
          previous TEXT NOT NULL,
          hash TEXT NOT NULL,
          PRIMARY KEY (day, number)
        ) WITHOUT ROWID;
        CREATE INDEX audit_of_case ON audit_records (case_id, day, number) WHERE case_id <> '';
        CREATE TABLE audit_heads (
          day TEXT NOT NULL PRIMARY KEY,
          count INTEGER NOT NULL,
          hash TEXT NOT NULL,
          seal TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE TRIGGER audit_records_are_not_changed BEFORE UPDATE ON audit_records
          BEGIN SELECT raise(ABORT, 'Audit records are only ever added.'); END;
        CREATE TRIGGER audit_records_are_kept BEFORE DELETE ON audit_records WHEN OLD.day >= date('now', '+8 hours', '-6 months')
          BEGIN SELECT raise(ABORT, 'Audit records are kept for six months.'); END;
        CREATE TRIGGER audit_heads_only_grow BEFORE UPDATE ON audit_heads WHEN NEW.day <> OLD.day OR NEW.count <= OLD.count
          BEGIN SELECT raise(ABORT, 'Heads of the audit only ever grow.'); END;
        CREATE TRIGGER audit_heads_are_kept BEFORE DELETE ON audit_heads
          BEGIN SELECT raise(ABORT, 'Heads of the audit are kept.'); END;
        DROP TRIGGER audit_is_not_deleted;
        CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit WHEN datetime(OLD.at) >= datetime('now', '-6 months')
          BEGIN SELECT raise(ABORT, 'Audit records are kept for six months.'); END;
        """;

    /// <summary>
    /// Data keys, wrapped, and by what the secret is known again that their records are sealed with. Beside them the cases that were stored before personal values were sealed: each is struck off
    /// when it has been; the row without an id goes last, when the pages that held them have been wiped.
    /// </summary>
    private const string Privacy = """
        CREATE TABLE data_keys (
          id TEXT NOT NULL PRIMARY KEY,
          suite TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          active_from INTEGER NOT NULL,
          wrapped_by TEXT NOT NULL,
          wrapped BLOB NOT NULL,
          seal TEXT NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE secret_mark (id INTEGER PRIMARY KEY CHECK (id = 1), mark TEXT NOT NULL);

        CREATE TABLE cases_in_clear (case_id TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID;
        INSERT INTO cases_in_clear SELECT case_id FROM cases;
        INSERT INTO cases_in_clear SELECT '' WHERE EXISTS (SELECT 1 FROM cases);
        """;

    /// <summary>
    /// From when a case's period of retention counts; null while nothing counts. Cases that are closed already get the second
    /// in which they ended, rounded up.
    /// </summary>
    private const string Retention = """
        ALTER TABLE cases ADD COLUMN erasable_from INTEGER;
        UPDATE cases SET erasable_from = 1000 * (unixepoch(json_extract(CAST(document AS TEXT), '$.closedAt')) + 1)
          WHERE status IN ('completed', 'withdrawn', 'lapsed');
        CREATE INDEX cases_erasable ON cases (status, erasable_from, case_id) WHERE erasable_from IS NOT NULL;
        CREATE INDEX submission_keys_of_case ON submission_keys (case_id);
        CREATE INDEX applicants_of_case ON applicants (case_id);
        CREATE INDEX recognitions_ended ON recognitions (valid_to) WHERE valid_to IS NOT NULL;
        """;

    /// <summary>
    /// What was deleted by programs that did not wipe lies in free pages: the mark of cases in clear has the file
    /// written anew once.
    /// </summary>
    private const string Wiped = """
        INSERT OR IGNORE INTO cases_in_clear SELECT '' WHERE EXISTS (SELECT 1 FROM cases);
        """;

    /// <summary>
    /// The township is personal from now on, and stands in clear in what was stored before. Looked for in the bytes, because what
    /// is no case is the start's to name.
    /// </summary>
    private const string Townships = """
        INSERT OR IGNORE INTO cases_in_clear SELECT case_id FROM cases WHERE instr(document, CAST('"township":"' AS BLOB)) > 0;
        INSERT OR IGNORE INTO cases_in_clear SELECT '' WHERE EXISTS (SELECT 1 FROM cases_in_clear);
        """;

    /// <summary>What departments fed came from a document; it comes from a county's document now, as cases keep coming from themselves.</summary>
    private const string FedByCounty = """
        UPDATE recognitions SET source = division || ' ' || source
          WHERE source = document_number AND source NOT IN (SELECT case_id FROM cases);
        """;
}
