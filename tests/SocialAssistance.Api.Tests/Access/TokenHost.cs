using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Api.Tests.Access;

/// <summary>A host that trusts an issuer of tokens, and that issuer.</summary>
public sealed class TokenHost(ApiFixture fixture) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private TokenIssuer? _issuer;
    private TestHost? _host;

    internal TokenIssuer Issuer => _issuer ?? throw new InvalidOperationException("The issuer has not started.");

    /// <summary>What the host serves; where another host is named, a test that asks for it is skipped.</summary>
    internal Target Api
    {
        get
        {
            Assert.SkipUnless(fixture.IsOwnHost, $"{ApiFixture.AddressVariable} names another host; the test starts its own.");
            return _host!.Api;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (fixture.IsOwnHost)
        {
            _issuer = await TokenIssuer.StartAsync();
            _host = await TestHost.StartAsync(
                _folder.Path, fixture.OwnStorage, SampleCases.Now, settings: [.. _issuer.Settings(), ("Limits:Rates:failed:Burst", "1000000")]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
            await Issuer.DisposeAsync();
        }

        _folder.Dispose();
    }
}
