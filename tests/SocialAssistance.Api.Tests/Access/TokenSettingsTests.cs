using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Shouldly;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Api.Limits;
using Xunit;

namespace SocialAssistance.Api.Tests.Access;

/// <summary>Settings of tokens and limits that are incomplete or wrong stop the host, with every fault named.</summary>
public sealed class TokenSettingsTests
{
    [Fact]
    public void Without_settings_no_tokens_are_taken_and_limits_are_the_usual_ones()
    {
        TokenSettings.Read(Configured()).ShouldBeNull();
        var limits = LimitSettings.Read(Configured());
        limits.Rates.Keys.Order(StringComparer.Ordinal).ShouldBe(["anonymous", "auditor", "department", "failed", "operator", "platform", "supervisor", "window"]);
        limits.Rates["failed"].PerSecond.ShouldBeLessThan(limits.Rates["anonymous"].PerSecond);
        limits.Rates["anonymous"].PerSecond.ShouldBeLessThan(limits.Rates["platform"].PerSecond);
    }

    [Fact]
    public void Every_setting_of_tokens_that_is_missing_is_named()
    {
        var told = Should.Throw<OptionsValidationException>(() => TokenSettings.Read(Configured(("Jwt:NameClaim", "sub")))).Failures.ToArray();
        told.ShouldContain(f => f.StartsWith("Jwt:Issuer is missing", StringComparison.Ordinal));
        told.ShouldContain(f => f.StartsWith("Jwt:Audience is missing", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Jwt:Authority", "", "Jwt:Authority or Jwt:KeysFile")]
    [InlineData("Jwt:Authority", "http://issuer.example", "https address")]
    [InlineData("Jwt:Authority", "http://localhost:1", "https address")]
    [InlineData("Jwt:Authority", "https://user:password@issuer.example", "https address")]
    [InlineData("Jwt:Proxy", "proxy.example", "Jwt:Proxy is the address of a proxy")]
    [InlineData("Jwt:Proxy", "http://user:password@proxy.example:3128", "Jwt:Proxy is the address of a proxy")]
    [InlineData("Jwt:KeysFile", "no-such-file.json", "Jwt:KeysFile is no readable file")]
    [InlineData("Jwt:ScopesClaim", "scp", "Jwt:ScopesClaim is no setting")]
    [InlineData("Jwt:Scope:Claim", "scp", "Jwt:Scope is no setting")]
    [InlineData("Jwt:ScopeClaim", "", "Jwt:ScopeClaim is the name of one claim")]
    [InlineData("Jwt:ScopeClaim:0", "scp", "Jwt:ScopeClaim is the name of one claim")]
    [InlineData("Jwt:Roles:king", "King", "Jwt:Roles:king is none of")]
    [InlineData("Jwt:Roles:window", "P", "the value of another role")]
    [InlineData("Jwt:Roles:platform", "", "Jwt:Roles:platform is none of")]
    public void A_wrong_setting_of_tokens_is_named(string name, string value, string told)
    {
        (string, string)[] settings =
        [
            ("Jwt:Authority", "https://issuer.example"), ("Jwt:Issuer", "https://issuer.example"), ("Jwt:Audience", "a"), ("Jwt:Roles:platform", "P"),
        ];
        TokenSettings.Read(Configured(settings)).ShouldNotBeNull();
        Should.Throw<OptionsValidationException>(() => TokenSettings.Read(Configured([.. settings, (name, value)]))).Message.ShouldContain(told);
    }

    [Theory]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[{"kty":"oct","k":"c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"}]}""")]
    [InlineData("""{"keys":[{"kty":"RSA","n":"wgQ","e":"AQAB"}]}""")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}]}""")]
    [InlineData("no keys")]
    public void A_file_with_other_than_public_keys_is_no_file_of_keys(string content)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, content);
            Should.Throw<OptionsValidationException>(() => TokenSettings.Read(Configured(
                ("Jwt:KeysFile", file), ("Jwt:Issuer", "i"), ("Jwt:Audience", "a"), ("Jwt:Roles:platform", "P")))).Message.ShouldContain("Jwt:KeysFile");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Every_wrong_limit_is_named()
    {
        var told = Should.Throw<OptionsValidationException>(() => LimitSettings.Read(Configured(
            ("Limits:Rates:king:Burst", "1"), ("Limits:Rates:window:Burst", "0"), ("Limits:Uploads", "many"), ("Limits:Proxies", "-1")))).Message;
        string[] names = ["Limits:Rates:king", "Limits:Rates:window:Burst", "Limits:Uploads", "Limits:Proxies"];
        names.ShouldAllBe(n => told.Contains(n, StringComparison.Ordinal));
    }

    private static IConfiguration Configured(params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>();
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(all).Build();
    }
}
