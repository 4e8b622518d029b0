using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SocialAssistance.Cases;
using SocialAssistance.Cases.Running;
using SocialAssistance.Departments;
using SocialAssistance.Local.Running;
using SocialAssistance.Local.Tests.Hosting;
using SocialAssistance.Materials;
using SocialAssistance.Register;
using SocialAssistance.Storage.Blobs;
using SocialAssistance.Storage.Sqlite;
using SocialAssistance.Testing.Privacy;
using SocialAssistance.Testing.Running;
using SocialAssistance.Testing.Samples;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Local.Tests.Running;

/// <summary>The embedded runner over a real database, with a clock and departments in the test's hands.</summary>
internal sealed class RunnerRig : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;
    private readonly RegisterService _register;
    private bool _running;

    public RunnerRig(
        Func<ScriptedChannel, FakeTimeProvider, IDepartmentChannel>? around = null, Func<IRecognitionRegister, IRecognitionRegister>? register = null)
    {
        _database = SqliteDatabase.Open(new SqliteOptions(_folder.File("cases.db")));
        Store = new FragileStore(new SqliteCaseStore(_database, SampleAudit.Chain));
        _register = new RegisterService(register?.Invoke(new SqliteRecognitionRegister(_database)) ?? new SqliteRecognitionRegister(_database), SamplePrivacy.Hash, Clock);
        WakeUps = new WakeUps(Clock);
        Cases = Telling(WakeUps);

        // No scan is handed in here: the account is never asked for anything.
        var materials = BlobMaterialStore.Connect(HostSettings.AbsentAccount);
        var intake = new MaterialIntake(Store, Cases, materials, new ContentOnlyScanner(), SampleGuide.Guide, Clock);
        Performer = new TaskPerformer(around?.Invoke(Channel, Clock) ?? Channel, _register, intake, new NoScans(), Store);
        var attempts = new TaskAttempts(Performer, Clock, NullLogger<TaskAttempts>.Instance);
        Driver = new CaseDriver(Store, Cases, attempts, Clock, NullLogger<CaseDriver>.Instance);
        Stages = new CaseStages(Store, Telling(NoRunner.Instance), attempts, Clock);
        Runner = new EmbeddedCaseRunner(WakeUps, Driver, Store, Clock, NullLogger<EmbeddedCaseRunner>.Instance);
    }

    public FakeTimeProvider Clock { get; } = new(SampleCases.Now);

    public ScriptedChannel Channel { get; } = new();

    public FragileStore Store { get; }

    public CaseService Cases { get; }

    public WakeUps WakeUps { get; }

    public TaskPerformer Performer { get; }

    public CaseDriver Driver { get; }

    public EmbeddedCaseRunner Runner { get; }

    /// <summary>The stages as a workflow engine calls them; they wake nobody.</summary>
    public CaseStages Stages { get; }

    /// <summary>The use cases, telling a runner of the test's choice.</summary>
    public CaseService Telling(ICaseRunner runner) => new(Store, _register, runner, SamplePrivacy.Sealing, SampleGuide.Guide, Clock);

    /// <summary>Keeps a case that owes the dispatch of all its items, and wakes nobody.</summary>
    public async Task<Case> DispatchedAsync(string caseId, CancellationToken cancellationToken)
    {
        var dispatched = SampleCases.Dispatched(caseId);
        await Store.CreateAsync(SampleCases.New(dispatched), cancellationToken);
        return dispatched;
    }

    /// <summary>The case as it stands.</summary>
    public async Task<Case> FindAsync(string caseId, CancellationToken cancellationToken) =>
        await Store.FindAsync(caseId, cancellationToken) ?? throw new InvalidOperationException("There is no such case.");

    /// <summary>Lets the runner run in the background.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Runner.StartAsync(cancellationToken);
        _running = true;
    }

    /// <summary>Stops the runner.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Runner.StopAsync(cancellationToken);
        _running = false;
    }

    public async ValueTask DisposeAsync()
    {
        if (_running)
        {
            await StopAsync(CancellationToken.None);
        }

        Runner.Dispose();
        await _database.DisposeAsync();
        _folder.Dispose();
    }
}
