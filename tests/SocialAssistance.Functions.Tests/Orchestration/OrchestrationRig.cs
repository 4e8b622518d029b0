using System.Net;
using System.Net.Sockets;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SocialAssistance.Cases;
using SocialAssistance.Cases.Running;
using SocialAssistance.Functions.Orchestration;
using SocialAssistance.Guide;
using SocialAssistance.Materials;
using SocialAssistance.Register;
using SocialAssistance.Storage.Blobs;
using SocialAssistance.Storage.Sqlite;
using SocialAssistance.Testing.Privacy;
using SocialAssistance.Testing.Running;
using SocialAssistance.Testing.Samples;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Functions.Tests.Orchestration;

/// <summary>
/// The orchestrator and its activities on the SDK's in-process host, over a real database. Departments and the cases' clock
/// are in the test's hands; the engine's own timers run in real time, so the clock begins at the present moment.
/// </summary>
internal sealed class OrchestrationRig : IAsyncDisposable
{
    private const string AbsentAccount =
        "DefaultEndpointsProtocol=http;AccountName=absent;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:1/absent;";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("social-assistance-").FullName;
    private readonly SqliteDatabase _database;
    private DurableTaskTestHost? _host;

    private OrchestrationRig()
    {
        _database = SqliteDatabase.Open(new SqliteOptions(Path.Combine(_folder, "cases.db")));
        Store = new FragileStore(new SqliteCaseStore(_database, SampleAudit.Chain));
        var register = new RegisterService(new SqliteRecognitionRegister(_database), SamplePrivacy.Hash, Clock);
        var quiet = new CaseService(Store, register, NoRunner.Instance, SamplePrivacy.Sealing, SampleGuide.Guide, Clock);

        // No scan is handed in here: the account is never asked for anything.
        var intake = new MaterialIntake(
            Store, quiet, BlobMaterialStore.Connect(AbsentAccount), new ContentOnlyScanner(), SampleGuide.Guide, Clock);
        var attempts = new TaskAttempts(new TaskPerformer(Channel, register, intake, new NoScans(), Store), Clock, NullLogger<TaskAttempts>.Instance);
        Stages = new CaseStages(Store, quiet, attempts, Clock);
        Runner = new DurableCaseRunner(Durable, Clock, NullLogger<DurableCaseRunner>.Instance);
        Cases = new CaseService(
            Store, register, new FirstAttempt(Runner, Stages, Clock, NullLogger<FirstAttempt>.Instance), SamplePrivacy.Sealing, SampleGuide.Guide, Clock);
    }

    public SqliteAuditTrail Trail => new(_database, SampleAudit.Chain, Clock);

    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public ScriptedChannel Channel { get; } = new();

    public FragileStore Store { get; }

    public CaseStages Stages { get; }

    public CaseService Cases { get; }

    public DurableCaseRunner Runner { get; }

    public DurableClientSource Durable { get; } = new();

    public RecordingConverter Recorded { get; } = new();

    public DurableTaskClient Client => Durable.Client;

    public static async Task<OrchestrationRig> StartAsync()
    {
        var rig = new OrchestrationRig();
        var activities = new CaseActivities(rig.Stages);
        rig._host = await DurableTaskTestHost.StartAsync(
            tasks =>
            {
                // Its name is written out because the SDK's analyzers fail on any other expression here.
                tasks.AddOrchestratorFunc<CaseAgenda?>("CaseOrchestrator", (context, begun) => CaseOrchestrator.RunAsync(context, begun));
                tasks.AddActivityFunc<string, CaseAgenda?>(
                    CaseActivities.ReadAgenda, (_, caseId) => activities.ReadAsync(caseId, CancellationToken.None));
                tasks.AddActivityFunc<TellInput, System.Collections.Immutable.ImmutableArray<TaskAttempt>>(
                    CaseActivities.TellDepartment, (_, input) => activities.TellAsync(input, CancellationToken.None));
                tasks.AddActivityFunc<RecordInput, CaseAgenda?>(
                    CaseActivities.RecordAttempts, (_, input) => activities.RecordAsync(input, CancellationToken.None));
            },
            new DurableTaskTestHostOptions
            {
                Port = FreePort(),
                LoggerFactory = NullLoggerFactory.Instance,
                ConfigureServices = services => services.Configure<DurableTaskWorkerOptions>(o => o.DataConverter = rig.Recorded),
            });
        rig.Durable.Take(rig._host.Client);
        return rig;
    }

    // The port that the host would choose itself may be taken.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Keeps a case that owes the dispatch of all its items, and wakes nobody.</summary>
    public async Task<Case> DispatchedAsync(string caseId)
    {
        var dispatched = SampleCases.Dispatched(caseId, now: Clock.Now());
        await Store.CreateAsync(SampleCases.New(dispatched), CancellationToken.None);
        return dispatched;
    }

    /// <summary>The case as it stands.</summary>
    public async Task<Case> FindAsync(string caseId) =>
        await Store.FindAsync(caseId, CancellationToken.None) ?? throw new InvalidOperationException("There is no such case.");

    /// <summary>Waits for what the engine does by itself.</summary>
    public static async Task UntilAsync(Func<Task<bool>> happened, string what)
    {
        var until = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await happened())
        {
            if (TimeProvider.System.GetElapsedTime(until) > Patience)
            {
                throw new TimeoutException($"Waited in vain until {what}.");
            }

            await timer.WaitForNextTickAsync();
        }
    }

    public Task UntilNothingIsOwedAsync(string caseId) =>
        UntilAsync(async () => (await FindAsync(caseId)).Tasks.IsEmpty, "nothing is owed");

    public Task UntilAsync(string caseId, OrchestrationRuntimeStatus status) =>
        UntilAsync(async () => (await Client.GetInstanceAsync(caseId, false))?.RuntimeStatus == status, $"the instance is {status}");

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
