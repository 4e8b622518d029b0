using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SocialAssistance.Api;
using SocialAssistance.Functions.Orchestration;

namespace SocialAssistance.Functions.Http;

/// <summary>
/// One function for each audience of the API. They only hand over: routing, authentication and answers are the API's own,
/// the same as on one machine. Callers are known by the API's keys, so the triggers ask for none.
/// </summary>
public sealed class ApiFunctions(ApiPipeline pipeline, DurableClientSource durable)
{
    /// <summary>Platform, app and windows.</summary>
    [Function(nameof(Applications))]
    public Task<IActionResult> Applications(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "applications/{*rest}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        HandOverAsync(request, client);

    /// <summary>The seven departments.</summary>
    [Function(nameof(Departments))]
    public Task<IActionResult> Departments(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "departments/{*rest}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        HandOverAsync(request, client);

    /// <summary>Anyone who wants to know what can be applied for.</summary>
    [Function(nameof(Guide))]
    public Task<IActionResult> Guide(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "guide/{*rest}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        HandOverAsync(request, client);

    /// <summary>Recognising and comparing departments.</summary>
    [Function(nameof(Register))]
    public Task<IActionResult> Register(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "register/{*rest}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        HandOverAsync(request, client);

    /// <summary>Civil affairs as lead.</summary>
    [Function(nameof(Supervision))]
    public Task<IActionResult> Supervision(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "supervision/{*rest}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        HandOverAsync(request, client);

    /// <summary>Whoever watches over the installation.</summary>
    [Function(nameof(Health))]
    public Task<IActionResult> Health(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "health/{*rest}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        HandOverAsync(request, client);

    /// <summary>The description of the API, and the API's own answer to every path that leads nowhere.</summary>
    [Function(nameof(Other))]
    public Task<IActionResult> Other(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*rest}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        HandOverAsync(request, client);

    private async Task<IActionResult> HandOverAsync(HttpRequest request, DurableTaskClient client)
    {
        durable.Take(client);
        await pipeline.RunAsync(request.HttpContext).ConfigureAwait(false);

        // The answer is written already.
        return new EmptyResult();
    }
}
