using System.Security.Cryptography;
using Azure.Core;
using Shouldly;
using SocialAssistance.Functions.Hosting;
using SocialAssistance.Privacy.Keys;
using Xunit;

namespace SocialAssistance.Functions.Tests.Hosting;

/// <summary>A wrapped data key is sent to the configured vault and nowhere else: neither it nor a token for it.</summary>
public sealed class KeyVaultKeyProviderTests
{
    private const string Version = "/keys/data-keys/0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("https://elsewhere.example" + Version)]
    [InlineData("https://vault.example.elsewhere.example" + Version)]
    [InlineData("https://vault.example@elsewhere.example" + Version)]
    [InlineData("https://vault.example:8443" + Version)]
    [InlineData("http://vault.example" + Version)]
    [InlineData("https://vault.example/keys/data-keys")]
    [InlineData("https://vault.example/keys/data-keys/")]
    [InlineData("https://vault.example/secrets/data-keys/0123456789abcdef0123456789abcdef")]
    [InlineData("https://vault.example/x" + Version)]
    [InlineData(Version)]
    [InlineData("secret-0123456789abcdef")]
    [InlineData("")]
    public async Task A_key_of_elsewhere_is_asked_of_nobody(string keyId)
    {
        var identity = new NoIdentity();
        var provider = new KeyVaultKeyProvider(new Uri("https://vault.example/keys/data-keys"), identity);
        await Should.ThrowAsync<CryptographicException>(
            () => provider.UnwrapAsync(new WrappedSecret(keyId, new byte[256]), TestContext.Current.CancellationToken));
        identity.Asked.ShouldBeFalse();
    }

    private sealed class NoIdentity : TokenCredential
    {
        public bool Asked { get; private set; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw Refused();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw Refused();

        private InvalidOperationException Refused()
        {
            Asked = true;
            return new InvalidOperationException("A test has no identity.");
        }
    }
}
