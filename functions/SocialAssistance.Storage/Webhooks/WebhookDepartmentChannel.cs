using System.Collections.Frozen;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using SocialAssistance.Departments;
using SocialAssistance.Storage.Messages;
using SocialAssistance.Storage.Outbound;

namespace SocialAssistance.Storage.Webhooks;

/// <summary>
/// Tells departments by HTTP POST to the address that each has named: one CloudEvents 1.0 event in structured JSON
/// (<see cref="TaskEvents"/>), signed (<see cref="WebhookSignature"/>). A department without an address is told by another channel.
/// </summary>
/// <remarks>
/// Any 2xx is a delivery. Everything else, a redirect among it, is a failed attempt with a code that says what happened and
/// nothing of what was answered; <c>Retry-After</c> is honoured. An answer's body is not read.
/// </remarks>
public sealed class WebhookDepartmentChannel : IDepartmentChannel, IDisposable
{
    /// <summary>How long a department may take to answer; less than the delivery as a whole is given.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private readonly FrozenDictionary<string, WebhookEndpoint> _endpoints;
    private readonly FrozenDictionary<string, HttpClient> _clients;
    private readonly IDepartmentChannel _otherwise;
    private readonly TimeProvider _clock;

    /// <summary>Sends to endpoints.</summary>
    /// <param name="endpoints">One for each department that has one.</param>
    /// <param name="otherwise">Tells the departments that have none.</param>
    /// <param name="clock">The time of signatures and of waiting.</param>
    /// <param name="resolve">Looks a name up; the system's own way unless given.</param>
    public WebhookDepartmentChannel(
        IReadOnlyCollection<WebhookEndpoint> endpoints, IDepartmentChannel otherwise, TimeProvider clock,
        Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        _endpoints = endpoints.ToFrozenDictionary(e => e.Department, StringComparer.Ordinal);
        _otherwise = otherwise;
        _clock = clock;

        // Two departments on one host: it may be private only if both say so.
        var hosts = endpoints.GroupBy(e => e.Url.IdnHost, StringComparer.OrdinalIgnoreCase)
            .Select(g => KeyValuePair.Create(g.Key, g.Min(e => e.Network))).ToArray();

        // Each has connections of its own: one that hangs must not take those of another on the same host.
        _clients = endpoints.ToFrozenDictionary(e => e.Department, _ => OutboundHttp.Client(hosts, resolve), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    /// <exception cref="DeliveryFailedException">The department did not take the message.</exception>
    public Task SendAsync(DepartmentMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _endpoints.TryGetValue(message.Department, out var endpoint)
            ? PostAsync(endpoint, message, cancellationToken)
            : _otherwise.SendAsync(message, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    /// <summary>The id under which the department knows a message it has had before.</summary>
    public static string IdOf(string taskId)
    {
        ArgumentNullException.ThrowIfNull(taskId);

        // Of the task's own id, which holds full stops and what departments call their events.
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(taskId)));
    }

    private async Task PostAsync(WebhookEndpoint endpoint, DepartmentMessage message, CancellationToken cancellationToken)
    {
        using var request = Request(endpoint, message);
        using var patience = new CancellationTokenSource(Patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        HttpResponseMessage response;
        try
        {
            // The head says all that is asked; the body stays unread, and the connection is closed over it.
            response = await _clients[endpoint.Department].SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DeliveryFailedException("webhook-timeout");
        }
        catch (HttpRequestException failure)
        {
            throw new DeliveryFailedException(Reason(failure));
        }

        using (response)
        {
            if (!response.IsSuccessStatusCode)
            {
                throw new DeliveryFailedException(Reason(response.StatusCode), WaitOf(response.Headers.RetryAfter));
            }
        }
    }

    private HttpRequestMessage Request(WebhookEndpoint endpoint, DepartmentMessage message)
    {
        var body = TaskEvents.Write(message);
        var signed = WebhookSignature.Sign(IdOf(message.TaskId), _clock.GetUtcNow(), body.Span, endpoint.Secrets);
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url)
        {
            Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(TaskEvents.MediaType, "utf-8") } },
        };
        request.Headers.Add(WebhookHeaders.IdName, signed.Id);
        request.Headers.Add(WebhookHeaders.TimestampName, signed.Timestamp);
        request.Headers.Add(WebhookHeaders.SignatureName, signed.Signature);
        return request;
    }

    private TimeSpan? WaitOf(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date - _clock.GetUtcNow() is var wait && wait > TimeSpan.Zero => wait,
        _ => null,
    };

    private static string Reason(HttpStatusCode status) => (int)status switch
    {
        410 => "webhook-gone",
        429 => "webhook-rate-limited",
        >= 300 and < 400 => "webhook-redirected",
        >= 400 and < 500 => "webhook-refused",
        _ => "webhook-failed",
    };

    private static string Reason(HttpRequestException failure)
    {
        for (Exception? error = failure; error is not null; error = error.InnerException)
        {
            if (error is OutboundRefusedException refused)
            {
                return "webhook-" + refused.Reason;
            }
        }

        return failure.HttpRequestError == HttpRequestError.SecureConnectionError ? "webhook-insecure" : "webhook-unreachable";
    }
}
