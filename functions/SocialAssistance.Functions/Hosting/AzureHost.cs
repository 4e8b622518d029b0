using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SocialAssistance.Api;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Cases;
using SocialAssistance.Cases.Running;
using SocialAssistance.Departments;
using SocialAssistance.Functions.Orchestration;
using SocialAssistance.Guide;
using SocialAssistance.Materials;
using SocialAssistance.Privacy.Retention;
using SocialAssistance.Register;

namespace SocialAssistance.Functions.Hosting;

/// <summary>Puts the Azure host together: the same core, API and storage as on one machine, driven by Durable Functions.</summary>
internal static class AzureHost
{
    /// <summary>Adds everything.</summary>
    public static IServiceCollection AddAzureHost(this IServiceCollection services, AzureSettings settings, IConfiguration configuration)
    {
        services
            .AddSingleton(settings)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(GuideLoader.Load(settings.GuideFolder))
            .AddAzureStores(settings)
            .AddAzurePrivacy(settings)
            .AddSocialAssistanceApi()
            .AddSingleton<ApiPipeline>()
            .AddHostedService<Start>()
            .AddHostedService<SweepAfterStart>();
        services.Configure<CallerOptions>(configuration);
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = SocialAssistanceApi.MaxBodyBytes);
        AddUseCases(services);
        AddDriving(services);
        return services;
    }

    private static void AddUseCases(IServiceCollection services) => services
        .AddSingleton<CaseService>()
        .AddSingleton<RegisterService>()
        .AddSingleton<MaterialIntake>()
        .AddSingleton<IncomingFiles>()
        .AddSingleton<MessageIntake>()
        .AddSingleton<RetentionJob>();

    private static void AddDriving(IServiceCollection services) => services
        .AddSingleton<DurableClientSource>()
        .AddSingleton<DurableCaseRunner>()
        .AddSingleton(Stages)
        .AddSingleton<ICaseRunner>(p => ActivatorUtilities.CreateInstance<FirstAttempt>(p, p.GetRequiredService<DurableCaseRunner>()))
        .AddSingleton(p => ActivatorUtilities.CreateInstance<Sweep>(p, p.GetRequiredService<DurableCaseRunner>()));

    /// <summary>Whoever drives a case looks at it again: what is written then wakes nobody.</summary>
    private static CaseStages Stages(IServiceProvider services)
    {
        var cases = ActivatorUtilities.CreateInstance<CaseService>(services, NoRunner.Instance);
        var materials = ActivatorUtilities.CreateInstance<MaterialIntake>(services, cases);
        var performer = ActivatorUtilities.CreateInstance<TaskPerformer>(services, materials);
        var attempts = ActivatorUtilities.CreateInstance<TaskAttempts>(services, performer);
        return ActivatorUtilities.CreateInstance<CaseStages>(services, cases, attempts);
    }
}
