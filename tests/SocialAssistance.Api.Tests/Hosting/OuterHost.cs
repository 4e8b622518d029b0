using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Api.Tests.Http;
using SocialAssistance.Cases;
using SocialAssistance.Cases.Running;
using SocialAssistance.Departments;
using SocialAssistance.Guide;
using SocialAssistance.Local;
using SocialAssistance.Materials;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Register;
using SocialAssistance.Storage.Blobs;
using SocialAssistance.Storage.Sqlite;
using SocialAssistance.Testing.Privacy;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Api.Tests.Hosting;

/// <summary>
/// A host that routes requests itself and hands them over to the API, as a functions host does: its one route takes
/// everything under <c>/api</c>, names a part of it like one of the API's own, and is open to everybody.
/// </summary>
public sealed class OuterHost(ApiFixture fixture) : IAsyncLifetime
{
    private readonly TemporaryFolder _temporary = new();
    private DataFolder? _folder;
    private WebApplication? _app;
    private Target? _api;

    /// <summary>What it serves.</summary>
    internal Target Api
    {
        get
        {
            Assert.SkipUnless(fixture.IsOwnHost, $"{ApiFixture.AddressVariable} names another host; the test starts its own.");
            return _api ?? throw new InvalidOperationException("The host has not started.");
        }
    }

    /// <summary>Its services, for what comes in on other ways than HTTP.</summary>
    internal IServiceProvider Services => _app!.Services;

    public async ValueTask InitializeAsync()
    {
        if (!fixture.IsOwnHost)
        {
            return;
        }

        var storage = fixture.OwnStorage;
        _folder = DataFolder.Open(_temporary.Path);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        Add(builder.Services, storage, _folder);
        _app = builder.Build();
        var pipeline = new ApiPipeline(_app.Services);
        _app.Map("/api/{caseId}/{**rest}", (HttpContext http) => pipeline.RunAsync(http)).AllowAnonymous();
        await _app.StartAsync(TestContext.Current.CancellationToken);
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        _api = new Target(new Uri(addresses.Addresses.Single()), ApiKeys.Read(_folder.File(ApiKeysFile.Name)));
    }

    public async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _folder?.Dispose();
        _temporary.Dispose();
    }

    private static void Add(IServiceCollection services, string storage, DataFolder folder)
    {
        var guide = GuideLoader.Load(GuideLoader.DefaultFolder);
        services
            .AddSingleton(guide)
            .AddSingleton<TimeProvider>(new FakeTimeProvider(SampleCases.Now.ToUniversalTime()))
            .AddSingleton<ICaseRunner>(NoRunner.Instance)
            .AddSingleton<CaseService>()
            .AddSingleton<RegisterService>()
            .AddSingleton<MaterialIntake>()
            .AddSingleton<MessageIntake>()
            .AddSingleton(SamplePrivacy.Hash)
            .AddSingleton(SamplePrivacy.Protection)
            .AddSingleton<CaseSealing>()
            .AddSingleton(_ => SqliteDatabase.Open(new SqliteOptions(folder.Database)))
            .AddSingleton<ICaseStore, SqliteCaseStore>()
            .AddSingleton<IRecognitionRegister, SqliteRecognitionRegister>()
            .AddSingleton(new AuditChain(folder.PersonKeySecret()))
            .AddSingleton<IAuditTrail, SqliteAuditTrail>()
            .AddSingleton<IMaterialStore>(_ => BlobMaterialStore.Connect(storage))
            .AddSingleton<IMaterialScanner, ContentOnlyScanner>()
            .AddSocialAssistanceApi()
            .Configure<CallerOptions>(callers => ApiKeysFile.LoadOrCreate(folder, guide).ToList().ForEach(callers.Callers.Add));

        // The keys are made where a host of one's own would make them.
        ApiKeysFile.LoadOrCreate(folder, guide);
    }
}
