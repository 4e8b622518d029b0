using System.Net;
using System.Security.Cryptography;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Functions.Hosting;
using SocialAssistance.Privacy.Keys;
using Xunit;

namespace SocialAssistance.Functions.Tests.Hosting;

/// <summary>
/// Data keys are wrapped by a version of the vault's key and unwrapped by the same, however new the key is by then. They are sent to
/// the configured vault and nowhere else: neither they nor a token for them.
/// </summary>
public sealed class KeyVaultKeyProviderTests
{
    private const string Version = "/keys/data-keys/0123456789abcdef0123456789abcdef";

    private static readonly Uri Key = new("https://vault.example/keys/data-keys");
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

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
        var identity = new NoIdentity(() => new InvalidOperationException("A test has no identity."));
        var provider = new KeyVaultKeyProvider(Key, identity);
        await Should.ThrowAsync<CryptographicException>(
            () => provider.UnwrapAsync(new WrappedSecret(keyId, new byte[256]), Cancellation));
        identity.Asked.ShouldBeFalse();
    }

    [Fact]
    public async Task What_an_older_version_wrapped_is_unwrapped_by_it()
    {
        using var vault = new FakeVault();
        using var transport = new HttpClientTransport(vault);
        var provider = new KeyVaultKeyProvider(Key, new Identity(), transport);
        var first = await provider.CurrentKeyAsync(Cancellation);
        var wrapped = await provider.WrapAsync(Secret, Cancellation);
        wrapped.KeyId.ShouldBe(first);
        wrapped.Bytes.Length.ShouldBe(256);

        var second = vault.Rotate();
        (await provider.CurrentKeyAsync(Cancellation)).ShouldBe(second);
        (await provider.WrapAsync(Secret, Cancellation)).KeyId.ShouldBe(second);
        (await provider.UnwrapAsync(wrapped, Cancellation)).ShouldBe(Secret);
    }

    [Fact]
    public async Task Of_a_refusal_only_the_status_goes_on()
    {
        using var vault = new FakeVault();
        using var transport = new HttpClientTransport(vault);
        var provider = new KeyVaultKeyProvider(Key, new Identity(), transport);
        var wrapped = await provider.WrapAsync(Secret, Cancellation);
        vault.Refuses = HttpStatusCode.Forbidden;
        foreach (var ask in (Func<Task>[])[() => provider.CurrentKeyAsync(Cancellation), () => provider.UnwrapAsync(wrapped, Cancellation)])
        {
            (await Should.ThrowAsync<StoreUnavailableException>(ask)).ToString().ShouldNotContain("planted");
        }
    }

    [Fact]
    public async Task Without_a_token_the_vault_cannot_be_asked()
    {
        using var vault = new FakeVault();
        using var transport = new HttpClientTransport(vault);
        var provider = new KeyVaultKeyProvider(Key, new NoIdentity(() => new AuthenticationFailedException("planted")), transport);
        (await Should.ThrowAsync<StoreUnavailableException>(() => provider.CurrentKeyAsync(Cancellation))).ToString().ShouldNotContain("planted");
    }

    private sealed class Identity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }

    private sealed class NoIdentity(Func<Exception> refusal) : TokenCredential
    {
        public bool Asked { get; private set; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw Refused();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw Refused();

        private Exception Refused()
        {
            Asked = true;
            return refusal();
        }
    }
}
