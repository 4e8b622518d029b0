using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace SocialAssistance.Api.Tests.Http;

/// <summary>Somebody who calls the API, with a key or without. Addresses are relative to <c>/api/</c>.</summary>
internal sealed class Caller(HttpClient http, string? key)
{
    public Task<Reply> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<Reply> PostAsync(string path, JsonNode? body = null, params ReadOnlySpan<(string Name, string Value)> headers) =>
        SendAsync(Request(HttpMethod.Post, path, body, headers));

    public Task<Reply> PutAsync(string path, JsonNode body) => SendAsync(Request(HttpMethod.Put, path, body, []));

    /// <summary>Posts bytes as they are.</summary>
    public Task<Reply> PostBytesAsync(string path, byte[] body, string? contentType = "application/json")
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content });
    }

    /// <summary>Hands in a scan.</summary>
    public async Task<Reply> UploadAsync(string caseId, string material, byte[] scan, string fileName = "scan.png")
    {
        using var form = new MultipartFormDataContent { { new StringContent(material), "material" }, { new ByteArrayContent(scan), "file", fileName } };
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, $"applications/{caseId}/materials") { Content = form });
    }

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            if (key is not null)
            {
                request.Headers.Add("X-Api-Key", key);
            }

            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            return new Reply(
                $"{request.Method} {request.RequestUri}", (int)response.StatusCode, bytes, response.Headers, response.Content.Headers);
        }
    }

    private static HttpRequestMessage Request(
        HttpMethod method, string path, JsonNode? body, ReadOnlySpan<(string Name, string Value)> headers)
    {
        var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return request;
    }
}
