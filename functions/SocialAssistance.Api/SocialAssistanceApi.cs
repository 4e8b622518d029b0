using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SocialAssistance.Api.Answers;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Api.Endpoints;
using SocialAssistance.Api.OpenApi;
using SocialAssistance.Api.Problems;

namespace SocialAssistance.Api;

/// <summary>The HTTP API as hosts take it in: its services, its pipeline, its endpoints.</summary>
public static class SocialAssistanceApi
{
    /// <summary>Adds what the API needs besides the core's own services.</summary>
    public static IServiceCollection AddSocialAssistanceApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);

            // A number is a number: no text stands for one, neither in what is read nor in the API's description.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.AddOptions<CallerOptions>();
        services.AddSingleton<CallerRegistry>();

        // Only what telling callers by keys needs: no cookies, and so none of the key files that protect them.
        services.AddAuthenticationCore(authentication => authentication.DefaultScheme = ApiKeyHandler.SchemeName);
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddAuthorization(Policies.Add);
        services.AddSingleton<ProgressRenderer>();
        services.AddSingleton<DepartmentRenderer>();
        services.AddApiDescription();
        return services;
    }

    /// <summary>Adds the pipeline and every endpoint.</summary>
    /// <param name="app">The host's application.</param>
    /// <param name="rehearsal">Whether the host was started for a rehearsal; only then is there a clock to move.</param>
    public static WebApplication UseSocialAssistanceApi(this WebApplication app, bool rehearsal = false)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseMiddleware<UnexpectedErrors>();
        app.UseMiddleware<EmptyErrors>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        StartPage.Map(app);
        Map(app.MapGroup("/api"), rehearsal);
        return app;
    }

    private static void Map(RouteGroupBuilder api, bool rehearsal)
    {
        GuideEndpoints.Map(api);
        ApplicationEndpoints.Map(api);
        MaterialEndpoints.Map(api);
        DepartmentEndpoints.Map(api);
        RegisterEndpoints.Map(api);
        SupervisionEndpoints.Map(api);
        HealthEndpoints.Map(api);
        if (rehearsal)
        {
            RehearsalEndpoints.Map(api);
        }

        api.MapOpenApi("/openapi.json").AllowAnonymous();
    }
}
