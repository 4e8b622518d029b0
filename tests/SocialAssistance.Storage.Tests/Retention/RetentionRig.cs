using System.Text;
using Microsoft.Extensions.Time.Testing;
using SocialAssistance.Cases;
using SocialAssistance.Cases.Running;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Privacy.Retention;
using SocialAssistance.Register;
using SocialAssistance.Storage.Sqlite;
using SocialAssistance.Storage.Tests.Sqlite;
using SocialAssistance.Testing.Privacy;
using SocialAssistance.Testing.Running;
using SocialAssistance.Testing.Samples;

namespace SocialAssistance.Storage.Tests.Retention;

/// <summary>The job of retention over a real database, with a clock in the test's hands.</summary>
internal sealed class RetentionRig : IAsyncDisposable
{
    private readonly TestDatabase _file = new();

    public RetentionRig(DateTimeOffset? now = null, IScanErasure? scans = null, Func<IRecognitionRegister, IRecognitionRegister>? register = null)
    {
        Clock = new FakeTimeProvider((now ?? SampleCases.Now).ToUniversalTime());
        var database = Database = _file.Open();
        Store = new FragileStore(new SqliteCaseStore(database, SampleAudit.Chain));
        Register = new SqliteRecognitionRegister(database);
        Trail = new SqliteAuditTrail(database, SampleAudit.Chain, Clock);
        Cases = new CaseService(
            Store, new RegisterService(Register, SamplePrivacy.Hash, Clock), NoRunner.Instance, SamplePrivacy.Sealing, SampleGuide.Guide, Clock);
        Job = new RetentionJob(
            Store, Cases, scans ?? new NoScans(), register?.Invoke(Register) ?? Register, Trail, new SqliteAuditRetention(database, SampleAudit.Chain), new SqliteErasedRemains(database), SampleGuide.Guide, Clock, Log);
    }

    public SqliteDatabase Database { get; }

    public FakeTimeProvider Clock { get; }

    public FragileStore Store { get; }

    public SqliteRecognitionRegister Register { get; }

    public SqliteAuditTrail Trail { get; }

    public CaseService Cases { get; }

    public LogLines<RetentionJob> Log { get; } = new();

    public RetentionJob Job { get; }

    public async Task<IReadOnlyList<AuditEntry>> TrailOfAsync(string action, CancellationToken cancellationToken) =>
        [.. (await Trail.ListAsync(new AuditQuery { Action = action, PageSize = 200 }, cancellationToken)).Records.Select(r => r.Entry)];

    public IReadOnlyList<AuditDayReport> Verify() => SqliteAuditCheck.Verify(
        _file.Path, SampleAudit.Chain, DateOnly.MinValue, DateOnly.MaxValue, AuditVerifier.KeptFrom(DateOnly.FromDateTime(DateTime.UtcNow)), []);

    /// <summary>A number that another program reads from the file now.</summary>
    public long Count(string sql) => (long)_file.Peek(sql)!;

    /// <summary>Somebody who reads from the file until it is disposed of.</summary>
    public IDisposable Reading()
    {
        var connection = _file.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN; SELECT count(*) FROM cases";
        command.ExecuteScalar();
        return connection;
    }

    /// <summary>Brings what was written from the log into the database; the log keeps it as well.</summary>
    public void Checkpoint() => _file.Peek("PRAGMA wal_checkpoint(PASSIVE)");

    /// <summary>Which of some texts stand in the bytes of the database or its log.</summary>
    public IReadOnlyList<string> Find(IEnumerable<string> texts)
    {
        var files = new[] { _file.Path, _file.Path + "-wal" }.Where(File.Exists).Select(Bytes).ToArray();
        return [.. texts.Where(t => files.Any(f => f.AsSpan().IndexOf(Encoding.UTF8.GetBytes(t)) >= 0))];
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static byte[] Bytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
