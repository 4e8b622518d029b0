using SocialAssistance.Api.Tests.Hosting;

namespace SocialAssistance.Api.Tests.Http;

/// <summary>An API at an address, with the keys of those who may call it.</summary>
internal sealed class Target : IDisposable
{
    private readonly HttpClient _http;

    public Target(Uri address, ApiKeys keys)
    {
        Address = address;
        Keys = keys;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address, "/api/"), Timeout = TimeSpan.FromSeconds(60) };
    }

    public Uri Address { get; }

    public ApiKeys Keys { get; }

    public Caller Anyone => new(_http, null);

    public Caller Platform => As("platform");

    public Caller Window => As("window");

    /// <summary>The first caller with a role.</summary>
    public Caller As(string role) => new(_http, Keys.Of(role));

    public Caller Department(string department) => new(_http, Keys.Of("department", department));

    public Caller WithKey(string key) => new(_http, key);

    public void Dispose() => _http.Dispose();
}
