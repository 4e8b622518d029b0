using System.Collections.Concurrent;
using System.Net;
using Microsoft.Azure.Cosmos;

namespace SocialAssistance.Storage.Tests.Cosmos;

/// <summary>Stands between a store and the database: counts the requests and answers some of them itself.</summary>
internal sealed class HandledRequests
{
    private readonly ConcurrentQueue<string> _seen = new();

    /// <summary>What became of the requests that went through: method, kind of the resource and status.</summary>
    public IReadOnlyCollection<string> Seen => _seen;

    /// <summary>What all requests are answered with; null sends them on.</summary>
    public HttpStatusCode? Answer { get; set; }

    /// <summary>When to come again, in milliseconds, with <see cref="Answer"/>.</summary>
    public int? RetryAfter { get; set; }

    /// <summary>Whether each write is sent twice, as when its answer was lost, and the second answer counts.</summary>
    public bool Twice { get; set; }

    public void Forget() => _seen.Clear();

    /// <summary>What does it for a client; each needs one of its own.</summary>
    public RequestHandler Handler() => new Door(this);

    private sealed class Door(HandledRequests requests) : RequestHandler
    {
        public override async Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken)
        {
            if (requests.Answer is { } answer)
            {
                var message = new ResponseMessage(answer, request, "person-640104 is in this text");
                if (requests.RetryAfter is { } milliseconds)
                {
                    message.Headers.Add("x-ms-retry-after-ms", FormattableString.Invariant($"{milliseconds}"));
                }

                return message;
            }

            if (requests.Twice && request.Content is { } content)
            {
                using var copy = new MemoryStream();
                await content.CopyToAsync(copy, cancellationToken);
                request.Content = new MemoryStream(copy.ToArray());
                await base.SendAsync(request, cancellationToken);
                request.Content = new MemoryStream(copy.ToArray());
            }

            var response = await base.SendAsync(request, cancellationToken);
            var isQuery = request.Headers["x-ms-documentdb-isquery"] is not null;
            requests._seen.Enqueue(FormattableString.Invariant($"{(isQuery ? "QUERY" : request.Method.Method)} {(int)response.StatusCode}"));
            return response;
        }
    }
}
