using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SocialAssistance.Api.Access;
using SocialAssistance.Api.Answers;
using SocialAssistance.Api.Auditing;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Api.Endpoints;
using SocialAssistance.Api.Limits;
using SocialAssistance.Api.OpenApi;
using SocialAssistance.Api.Problems;
using SocialAssistance.Departments;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Rights;

namespace SocialAssistance.Api;

/// <summary>The HTTP API as hosts take it in: its services, its pipeline, its endpoints.</summary>
public static class SocialAssistanceApi
{
    /// <summary>Adds what the API needs besides the core's own services.</summary>
    public static IServiceCollection AddSocialAssistanceApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddOptions<CallerOptions>();
        services.AddSingleton<CallerRegistry>();
        services.AddSingleton(new WallClock(TimeProvider.System));

        // Only what telling callers by keys and tokens needs: no cookies, and so none of the key files that protect them.
        services.AddAuthenticationCore(authentication => authentication.DefaultScheme = CallerHandler.SchemeName);
        services.AddWebEncoders();
        var authentication = new AuthenticationBuilder(services);
        authentication.AddScheme<AuthenticationSchemeOptions, CallerHandler>(CallerHandler.SchemeName, null);
        TokenScheme.Add(authentication);
        services.AddLimits();
        services.AddAuthorization(Policies.Add);
        services.AddSingleton<Disclosure>();
        services.AddSingleton<AccessRight>();
        services.AddSingleton<CorrectionService>();
        services.AddSingleton<TaskDisclosure>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuditedRefusals>();
        services.AddSingleton<ProgressRenderer>();
        services.AddSingleton<DepartmentRenderer>();
        services.AddApiDescription();
        return services;
    }

    /// <summary>Adds the pipeline and every endpoint.</summary>
    /// <typeparam name="TApp">The host's kind of application.</typeparam>
    /// <param name="app">The host's application.</param>
    /// <param name="rehearsal">Whether the host was started for a rehearsal; only then is there a clock to move.</param>
    public static TApp UseSocialAssistanceApi<TApp>(this TApp app, bool rehearsal = false)
        where TApp : IApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(app);

        // What is wrong with the callers or the limits stops the host here and not at the first request.
        app.ApplicationServices.GetRequiredService<CallerRegistry>();
        app.ApplicationServices.GetRequiredService<TokenCallers>();
        app.UseCallersAddress();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<UnexpectedErrors>();
        app.UseMiddleware<RequestShape>();
        app.UseMiddleware<EmptyErrors>();
        app.UseRouting();
        app.UseRequestTimeouts();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseEndpoints(endpoints =>
        {
            var routes = new OperationRoutes(endpoints);
            StartPage.Map(routes);
            Map(routes.Under("/api", g => g.AddEndpointFilter<RouteGroupBuilder, AuditFilter>()), rehearsal);
            OperationChecks.Check(endpoints, rehearsal);
        });
        return app;
    }

    private static void Map(OperationRoutes api, bool rehearsal)
    {
        GuideEndpoints.Map(api);
        ApplicationEndpoints.Map(api);
        MaterialEndpoints.Map(api);
        DepartmentEndpoints.Map(api);
        RegisterEndpoints.Map(api);
        PrivacyEndpoints.Map(api);
        RetentionEndpoints.Map(api);
        SupervisionEndpoints.Map(api);
        AuditEndpoints.Map(api);
        HealthEndpoints.Map(api);
        if (rehearsal)
        {
            RehearsalEndpoints.Map(api);
        }

        api.For(Operations.GetDescription).MapOpenApi("/openapi.json");
    }
}
