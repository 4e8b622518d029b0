using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace SocialAssistance.Functions.Tests.Hosting;

/// <summary>A Key Vault with one RSA key, as its REST interface shows it: what is not asked with a token is answered with the challenge.</summary>
internal sealed class FakeVault : HttpMessageHandler
{
    private const string Key = "https://vault.example/keys/data-keys/";

    private readonly Dictionary<string, RSA> _versions = [];
    private string _newest = "";

    public FakeVault() => Rotate();

    /// <summary>What it answers to everything that comes with a token, in place of what is right.</summary>
    public HttpStatusCode? Refuses { get; set; }

    /// <summary>Makes a new version of the key.</summary>
    /// <returns>Its id.</returns>
    public string Rotate()
    {
        _newest = Key + (_versions.Count + 1).ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
        _versions[_newest] = RSA.Create(2048);
        return _newest;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization is null)
        {
            var challenge = new HttpResponseMessage(HttpStatusCode.Unauthorized);
            challenge.Headers.WwwAuthenticate.Add(
                new AuthenticationHeaderValue("Bearer", "authorization=\"https://login.example/tenant\", resource=\"https://example\""));
            return challenge;
        }

        if (Refuses is { } status)
        {
            return new(status) { Content = JsonContent.Create(new { error = new { code = "Forbidden", message = "planted" } }) };
        }

        var path = request.RequestUri!.GetLeftPart(UriPartial.Path).TrimEnd('/');
        var id = path == Key.TrimEnd('/') ? _newest : path.Replace("/unwrapkey", "", StringComparison.Ordinal).Replace("/wrapkey", "", StringComparison.Ordinal);
        if (!_versions.TryGetValue(id, out var key))
        {
            return new(HttpStatusCode.NotFound) { Content = JsonContent.Create(new { error = new { code = "KeyNotFound", message = "planted" } }) };
        }

        return new(HttpStatusCode.OK) { Content = JsonContent.Create(request.Method == HttpMethod.Get ? Shown(id, key) : await DoneAsync(id, key, request)) };
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var key in _versions.Values)
        {
            key.Dispose();
        }

        base.Dispose(disposing);
    }

    private static object Shown(string id, RSA key)
    {
        var open = key.ExportParameters(includePrivateParameters: false);
        string[] operations = ["wrapKey", "unwrapKey"];
        return new
        {
            key = new { kid = id, kty = "RSA", key_ops = operations, n = Base64Url.EncodeToString(open.Modulus), e = Base64Url.EncodeToString(open.Exponent) },
            attributes = new { enabled = true },
        };
    }

    private static async Task<object> DoneAsync(string id, RSA key, HttpRequestMessage request)
    {
        var asked = await request.Content!.ReadFromJsonAsync<JsonElement>();
        if (asked.GetProperty("alg").GetString() != "RSA-OAEP-256")
        {
            throw new InvalidOperationException("Data keys are wrapped by RSA-OAEP-256.");
        }

        var value = Base64Url.DecodeFromChars(asked.GetProperty("value").GetString());
        var done = request.RequestUri!.AbsolutePath.EndsWith("/unwrapkey", StringComparison.Ordinal)
            ? key.Decrypt(value, RSAEncryptionPadding.OaepSHA256)
            : key.Encrypt(value, RSAEncryptionPadding.OaepSHA256);
        return new { kid = id, value = Base64Url.EncodeToString(done) };
    }
}
