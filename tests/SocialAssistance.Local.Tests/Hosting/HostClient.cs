using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace SocialAssistance.Local.Tests.Hosting;

/// <summary>
/// A caller as patient as a department's system has to be: a request whose answer was lost is sent again, just the same,
/// until there is an answer.
/// </summary>
internal sealed class HostClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http;
    private readonly Dictionary<string, string> _keys;
    private long _answers;
    private long _lost;

    public HostClient(Uri address, IEnumerable<ApiKey> keys)
    {
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        _keys = keys.ToDictionary(k => k.Name, k => k.Key, StringComparer.Ordinal);
    }

    /// <summary>Answers so far.</summary>
    public long Answers => Interlocked.Read(ref _answers);

    /// <summary>Attempts that had no answer.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    public Task<Answer> GetAsync(string caller, string path, CancellationToken cancellationToken) =>
        SendAsync(caller, HttpMethod.Get, path, () => null, null, cancellationToken);

    /// <param name="caller">Name of the caller whose key goes with it.</param>
    /// <param name="path">Path below <c>/api/</c>.</param>
    /// <param name="json">The body.</param>
    /// <param name="key">The idempotency key, if any.</param>
    /// <param name="cancellationToken">Ends the test.</param>
    public Task<Answer> PostAsync(string caller, string path, JsonNode json, string? key, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(json.ToJsonString());
        return SendAsync(
            caller,
            HttpMethod.Post,
            path,
            () => new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            key,
            cancellationToken);
    }

    public Task<Answer> PostAsync(string caller, string path, JsonNode json, CancellationToken cancellationToken) =>
        PostAsync(caller, path, json, null, cancellationToken);

    /// <summary>Hands in a scan.</summary>
    public Task<Answer> UploadAsync(
        string caller, string path, string material, string fileName, byte[] scan, CancellationToken cancellationToken) => SendAsync(
        caller,
        HttpMethod.Post,
        path,
        () => new MultipartFormDataContent { { new StringContent(material), "material" }, { new ByteArrayContent(scan), "file", fileName } },
        null,
        cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<Answer> SendAsync(
        string caller, HttpMethod method, string path, Func<HttpContent?> content, string? key, CancellationToken cancellationToken)
    {
        Answer? answer = null;
        await Poll.UntilAsync(
            async () => (answer = await TryAsync(caller, method, path, content, key, cancellationToken)) is not null,
            Patience,
            $"{method} {path} is answered",
            cancellationToken);
        return answer!;
    }

    private async Task<Answer?> TryAsync(
        string caller, HttpMethod method, string path, Func<HttpContent?> content, string? key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri("/api/" + path, UriKind.Relative)) { Content = content() };
        request.Headers.Add("X-Api-Key", _keys[caller]);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var answer = new Answer($"{method} {path}", response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
            Interlocked.Increment(ref _answers);
            return answer;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            Interlocked.Increment(ref _lost);
            return null;
        }
    }
}

/// <summary>What the host answered.</summary>
internal sealed record Answer(string Request, HttpStatusCode Status, byte[] Content)
{
    public string Text => Encoding.UTF8.GetString(Content);

    public JsonNode Json => JsonNode.Parse(Content)!;

    /// <summary>This answer, if it has one of those statuses.</summary>
    public Answer Expect(params HttpStatusCode[] statuses) => statuses.Contains(Status)
        ? this
        : throw new InvalidOperationException($"{Request} was answered {(int)Status}: {Text}");
}
