using Microsoft.Extensions.Logging.Abstractions;
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

    public RetentionRig(DateTimeOffset? now = null)
    {
        Clock = new FakeTimeProvider((now ?? SampleCases.Now).ToUniversalTime());
        var database = _file.Open();
        Store = new FragileStore(new SqliteCaseStore(database, SampleAudit.Chain));
        Register = new SqliteRecognitionRegister(database);
        Trail = new SqliteAuditTrail(database, SampleAudit.Chain, Clock);
        Cases = new CaseService(
            Store, new RegisterService(Register, SamplePrivacy.Hash, Clock), NoRunner.Instance, SamplePrivacy.Sealing, SampleGuide.Guide, Clock);
        Job = new RetentionJob(
            Store, Cases, Scans, Register, Trail, new SqliteAuditRetention(database, SampleAudit.Chain), new SqliteErasedRemains(database), SampleGuide.Guide, Clock, NullLogger<RetentionJob>.Instance);
    }

    public FakeTimeProvider Clock { get; }

    public FragileStore Store { get; }

    public SqliteRecognitionRegister Register { get; }

    public SqliteAuditTrail Trail { get; }

    public CaseService Cases { get; }

    public NoScans Scans { get; } = new();

    public RetentionJob Job { get; }

    public async Task<IReadOnlyList<AuditEntry>> TrailOfAsync(string action, CancellationToken cancellationToken) =>
        [.. (await Trail.ListAsync(new AuditQuery { Action = action, PageSize = 200 }, cancellationToken)).Records.Select(r => r.Entry)];

    public IReadOnlyList<AuditDayReport> Verify() => SqliteAuditCheck.Verify(
        _file.Path, SampleAudit.Chain, DateOnly.MinValue, DateOnly.MaxValue, AuditVerifier.KeptFrom(DateOnly.FromDateTime(DateTime.UtcNow)), []);

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
