using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SocialAssistance.Api;

/// <summary>
/// The API's own pipeline for a host that routes requests itself and hands them over: the same endpoints, authentication
/// and problem details as on any other host.
/// </summary>
public sealed class ApiPipeline
{
    private readonly RequestDelegate _pipeline;

    /// <summary>Builds the pipeline, once, from the host's services.</summary>
    public ApiPipeline(IServiceProvider services)
    {
        _pipeline = new ApplicationBuilder(services).UseSocialAssistanceApi().Build();
    }

    /// <summary>Answers a request, whatever endpoint the host had chosen for it.</summary>
    public Task RunAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.SetEndpoint(null);
        http.Request.RouteValues.Clear();
        return _pipeline(http);
    }
}
