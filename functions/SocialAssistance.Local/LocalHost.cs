using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Data.Sqlite;
using SocialAssistance.Api;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Api.Endpoints;
using SocialAssistance.Api.Limits;
using SocialAssistance.Cases;
using SocialAssistance.Cases.Running;
using SocialAssistance.Departments;
using SocialAssistance.Guide;
using SocialAssistance.Local.Auditing;
using SocialAssistance.Local.Keys;
using SocialAssistance.Local.Rehearsal;
using SocialAssistance.Local.Running;
using SocialAssistance.Materials;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Privacy.Keys;
using SocialAssistance.Privacy.Retention;
using SocialAssistance.Register;
using SocialAssistance.Storage.Blobs;
using SocialAssistance.Storage.Queues;
using SocialAssistance.Storage.Scanning;
using SocialAssistance.Storage.Sqlite;
using SocialAssistance.Storage.Webhooks;

namespace SocialAssistance.Local;

/// <summary>The whole pipeline in one process: Kestrel on 127.0.0.1, SQLite in the data folder, scans in Blob Storage.</summary>
public static class LocalHost
{
    /// <summary>Builds the host over an open data folder.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="folder">The data folder, which the caller opened and closes after the host has stopped.</param>
    /// <param name="configure">Changes the settings; for tests.</param>
    /// <param name="replace">Replaces services, after all of the host's own; for tests.</param>
    /// <exception cref="HostStartException">A setting or the data folder is wrong.</exception>
    /// <exception cref="InvalidGuideException">The guide is broken; every fault is named.</exception>
    public static WebApplication Build(
        HostArguments arguments, DataFolder folder, Action<IConfigurationManager>? configure = null, Action<IServiceCollection>? replace = null)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(folder);

        // Its settings stand beside it, not wherever it happens to be started.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        configure?.Invoke(builder.Configuration);
        var settings = LocalSettings.Read(builder.Configuration);

        // Reading the guide takes a good part of the start: it goes on beside the rest.
        var guide = Task.Run(() => GuideLoader.Load(settings.GuideFolder));
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, arguments.Port));
        builder.Logging
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Azure", LogLevel.Warning)
            .KeepAddressesOut()
            .AddFilter("SocialAssistance.Api.Authentication", LogLevel.Warning);
        var clock = Clock(arguments, folder);
        AddCore(builder.Services, guide, clock);
        AddStores(builder.Services, settings, folder);
        AddPrivacy(builder.Services, settings.Suite, folder);
        AddRunning(builder.Services);
        builder.Services.AddSocialAssistanceApi();
        builder.Services.Configure<CallerOptions>(callers =>
        {
            foreach (var caller in ApiKeysFile.LoadOrCreate(folder, guide.GetAwaiter().GetResult()))
            {
                callers.Callers.Add(caller);
            }
        });
        if (clock is RehearsalClock rehearsal)
        {
            builder.Services.AddSingleton(rehearsal).AddSingleton<IRehearsalClock, RehearsalControl>();
        }

        replace?.Invoke(builder.Services);

        // A broken guide, like a broken file of keys, must stop the host here and not at the first request.
        RequireKnownDepartments(settings, guide.GetAwaiter().GetResult());
        var app = builder.Build();
        return app.UseSocialAssistanceApi(rehearsal: clock is RehearsalClock);
    }

    private static void Listen(KestrelServerOptions kestrel, int port)
    {
        kestrel.UseApiLimits();
        kestrel.Listen(IPAddress.Loopback, port);
    }

    private static TimeProvider Clock(HostArguments arguments, DataFolder folder)
    {
        if (arguments.Rehearsal is { } start)
        {
            return File.Exists(folder.Database) && !RehearsalClock.IsKeptIn(folder)
                ? throw new HostStartException(HostExit.WrongConfiguration, $"{folder.Path} holds real cases, which no rehearsal may move in time. Use another folder: --data FOLDER.")
                : RehearsalClock.Open(folder, start);
        }

        return RehearsalClock.IsKeptIn(folder)
            ? throw new HostStartException(HostExit.WrongConfiguration, $"{folder.Path} belongs to a rehearsal. Start with --rehearsal to go on with it, or use another folder: --data FOLDER.")
            : TimeProvider.System;
    }

    private static void AddCore(IServiceCollection services, Task<ServiceGuide> guide, TimeProvider clock) => services
        .AddSingleton(_ => guide.GetAwaiter().GetResult())
        .AddSingleton(clock)
        .AddSingleton<CaseService>()
        .AddSingleton<RegisterService>()
        .AddSingleton<MaterialIntake>()
        .AddSingleton<IncomingFiles>()
        .AddSingleton<TaskPerformer>()
        .AddSingleton<TaskAttempts>()
        .AddSingleton<RetentionJob>()
        .AddSingleton<CaseDriver>();

    private static void AddStores(IServiceCollection services, LocalSettings settings, DataFolder folder)
    {
        services
            .AddSingleton(_ => OpenDatabase(folder))
            .AddSingleton<ICaseStore, SqliteCaseStore>()
            .AddSingleton<IRecognitionRegister, SqliteRecognitionRegister>()
            .AddSingleton(folder)
            .AddSingleton(new AuditChain(folder.PersonKeySecret()))
            .AddSingleton<IPublishedHeads, PublishedHeadsFile>()
            .AddSingleton<IAuditTrail, SqliteAuditTrail>()
            .AddSingleton<IAuditRetention, SqliteAuditRetention>()
            .AddSingleton<IErasedRemains, SqliteErasedRemains>()
            .AddSingleton<IScanErasure>(_ => BlobErasure.Connect(settings.StorageConnectionString))
            .AddSingleton(settings.Uploads)
            .AddSingleton<IMaterialStore>(_ => BlobMaterialStore.Connect(settings.StorageConnectionString))
            .AddSingleton(p => new Dependency("database", p.GetRequiredService<ICaseStore>().PingAsync))
            .AddSingleton(p => new Dependency("materials", p.GetRequiredService<IncomingPoller>().PingAsync));
        AddChannel(services, settings);
        AddScanner(services, settings);
    }

    /// <summary>Real time, also in a rehearsal: keys do not age faster because a rehearsal does.</summary>
    private static void AddPrivacy(IServiceCollection services, PrivacySuite suite, DataFolder folder) => services
        .AddSingleton<IKeyedHash>(new KeyedHash(folder.PersonKeySecret(), suite))
        .AddSingleton<IDataKeyStore, SqliteDataKeys>()
        .AddSingleton(new DataKeySeal(folder.PersonKeySecret()))
        .AddSingleton(p =>
        {
            var keys = p.GetRequiredService<IDataKeyStore>();
            var wrapped = keys.ListAsync(CancellationToken.None).GetAwaiter().GetResult().Count > 0;
            var provider = MasterKeysFile.Provider(MasterKeysFile.LoadOrCreate(folder, suite, wrapped));
            return new KeyRing(keys, provider, p.GetRequiredService<DataKeySeal>(), new KeyRingOptions { Suite = suite }, TimeProvider.System);
        })
        .AddSingleton<IFieldProtection, FieldProtection>()
        .AddSingleton<CaseSealing>()
        .AddSingleton<IClearCases, SqliteClearCases>()
        .AddSingleton<StoredCaseSealing>()
        .AddHostedService<PrivacyStart>();

    private static SqliteDatabase OpenDatabase(DataFolder folder)
    {
        try
        {
            return SqliteDatabase.Open(new SqliteOptions(folder.Database));
        }
        catch (Exception error) when (error is SqliteException or SqliteSchemaException or InvalidOperationException)
        {
            throw new HostStartException(HostExit.WrongConfiguration, $"{folder.Database} cannot be opened: {error.Message}");
        }
    }

    private static void AddChannel(IServiceCollection services, LocalSettings settings)
    {
        if (!settings.DepartmentQueues && settings.Webhooks.IsEmpty)
        {
            services.AddSingleton<IDepartmentChannel, WorkListOnlyChannel>();
            return;
        }

        IDepartmentChannel channel = new WorkListOnlyChannel();
        if (settings.DepartmentQueues)
        {
            var queues = QueueDepartmentChannel.Connect(settings.StorageConnectionString);
            services.AddSingleton(new Dependency("department-queues", queues.PingAsync));
            channel = queues;
        }

        if (!settings.Webhooks.IsEmpty)
        {
            channel = new WebhookDepartmentChannel(settings.Webhooks, channel, TimeProvider.System);
        }

        services.AddSingleton<IDepartmentChannel>(new ResilientDepartmentChannel(channel, TimeProvider.System));
    }

    // A misspelt department would be told by nobody's webhook.
    private static void RequireKnownDepartments(LocalSettings settings, ServiceGuide guide)
    {
        if (settings.Webhooks.FirstOrDefault(w => guide.FindDepartment(w.Department) is null) is { } unknown)
        {
            throw new HostStartException(HostExit.WrongConfiguration, $"Departments:Webhooks: {unknown.Department} is no department of the guide.");
        }

        if (settings.Webhooks.Select(w => w.Department).Distinct().Count() < settings.Webhooks.Length)
        {
            throw new HostStartException(HostExit.WrongConfiguration, "Departments:Webhooks names a department twice.");
        }
    }

    private static void AddScanner(IServiceCollection services, LocalSettings settings)
    {
        if (settings.Clamd is not { } clamd)
        {
            services.AddSingleton<IMaterialScanner, ContentOnlyScanner>();
            return;
        }

        var scanner = new ClamdScanner(new ClamdOptions(clamd.Host, clamd.Port), TimeProvider.System);
        services.AddSingleton<IMaterialScanner>(scanner).AddSingleton(new Dependency("scanner", scanner.PingAsync));
    }

    private static void AddRunning(IServiceCollection services) => services
        .AddSingleton<WakeUps>()
        .AddSingleton<ICaseRunner>(p => p.GetRequiredService<WakeUps>())
        .AddSingleton<EmbeddedCaseRunner>()
        .AddSingleton<IncomingPoller>()
        .AddHostedService<HeadPublisher>()
        .AddHostedService<RetentionTimer>()
        .AddHostedService(p => p.GetRequiredService<EmbeddedCaseRunner>())
        .AddHostedService(p => p.GetRequiredService<IncomingPoller>());
}
