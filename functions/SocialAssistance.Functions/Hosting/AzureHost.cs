using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SocialAssistance.Api;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Api.Limits;
using SocialAssistance.Cases;
using SocialAssistance.Cases.Running;
using SocialAssistance.Departments;
using SocialAssistance.Functions.Orchestration;
using SocialAssistance.Guide;
using SocialAssistance.Materials;
using SocialAssistance.Privacy.Retention;
using SocialAssistance.Register;
using SocialAssistance.Storage.Messages;

namespace SocialAssistance.Functions.Hosting;

/// <summary>Puts the Azure host together: the same core, API and storage as on one machine, driven by Durable Functions.</summary>
internal static class AzureHost
{
    /// <summary>Adds everything.</summary>
    public static IServiceCollection AddAzureHost(this IServiceCollection services, AzureSettings settings, IConfiguration configuration)
    {
        var guide = GuideLoader.Load(settings.GuideFolder);
        RequireKnownDepartments(settings, guide);
        services
            .AddLogging(logging => logging.KeepAddressesOut())
            .AddSingleton(settings)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(guide)
            .AddSingleton(new SignedDecisions(settings.DecisionSenders, settings.DecisionMaxAge, guide, TimeProvider.System))
            .AddAzureStores(settings)
            .AddAzurePrivacy(settings)
            .AddSocialAssistanceApi()
            .AddSingleton<ApiPipeline>()
            .AddHostedService<Start>()
            .AddHostedService<SweepAfterStart>();
        services.Configure<CallerOptions>(configuration);
        services.Configure<KestrelServerOptions>(kestrel => kestrel.UseApiLimits());
        AddUseCases(services);
        AddDriving(services);
        return services;
    }

    // A misspelt department would be told by nobody's webhook, and believed by nobody's secret.
    private static void RequireKnownDepartments(AzureSettings settings, ServiceGuide guide)
    {
        foreach (var named in (IReadOnlyList<string>[])[[.. settings.Webhooks.Select(w => w.Department)], [.. settings.DecisionSenders.Select(s => s.Department)]])
        {
            if (named.FirstOrDefault(d => guide.FindDepartment(d) is null) is { } unknown)
            {
                throw new InvalidOperationException($"{unknown}, in the settings of departments, is no department of the guide.");
            }

            if (named.Distinct().Count() < named.Count)
            {
                throw new InvalidOperationException("The settings of departments name a department twice.");
            }
        }
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
