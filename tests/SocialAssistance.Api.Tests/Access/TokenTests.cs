using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Api.Tests.Access;

/// <summary>Callers by bearer token: real tokens, checked against an issuer that answers on this machine.</summary>
[Collection(OwnHosts.Name)]
public sealed class TokenTests(TokenHost host, ApiFixture fixture) : IClassFixture<TokenHost>
{
    private const string Unknown = "applications/20260803-640104-000000000000";

    private static readonly string[] TwoRoles = ["Social.Platform", "Social.Window"];
    private static readonly string[] KnownClaim = ["exp"];
    private static readonly string[] BodyInClear = ["b64"];
    private static readonly string[] TwoDepartments = ["education", "civil-affairs"];

    private readonly Target _api = host.Api;
    private readonly TokenIssuer _issuer = host.Issuer;

    [Fact]
    public async Task A_token_tells_its_caller_and_binds_it_like_a_key()
    {
        var form = Forms.For(Items.Temporary).In(TestKeys.County);
        var platform = Bearer(_issuer.Token());
        var caseId = (string)(await platform.PostAsync("applications", form)).Expect(201)["caseId"]!;
        (await platform.GetAsync($"applications/{caseId}")).Expect(200);
        var (here, elsewhere) = (Bearer(Window(TestKeys.County)), Bearer(Window(TestKeys.OtherCounty)));
        (await here.GetAsync($"applications/{caseId}")).Expect(200);
        (await elsewhere.GetAsync($"applications/{caseId}")).ExpectProblem(404, "case-not-found");
        (await here.GetAsync("departments/civil-affairs/tasks")).ExpectProblem(403, "forbidden");
        var department = Bearer(Department("civil-affairs", "640000"));
        (await department.GetAsync("departments/civil-affairs/tasks")).Expect(200);
        (await department.GetAsync("departments/education/tasks")).ExpectProblem(403, "forbidden");
        (await department.GetAsync($"applications/{caseId}")).ExpectProblem(403, "forbidden");
        foreach (var divisions in new string?[] { null, "640000" })
        {
            (await Bearer(_issuer.Token(null, ("roles", "Social.Auditor"), ("divisions", divisions))).GetAsync("audit/records?pageSize=1")).Expect(200);
        }

        (await Bearer(_issuer.Token(null, ("scp", "applications.file"))).GetAsync($"applications/{caseId}")).ExpectProblem(403, "forbidden");
        (await Bearer(_issuer.Token(null, ("scp", null))).GetAsync($"applications/{caseId}")).ExpectProblem(403, "forbidden");
    }

    [Theory]
    [InlineData("no algorithm")]
    [InlineData("public key as secret")]
    [InlineData("public key as text for secret")]
    [InlineData("expired")]
    [InlineData("without end")]
    [InlineData("not yet")]
    [InlineData("other issuer")]
    [InlineData("other audience")]
    [InlineData("audience with a slash")]
    [InlineData("unknown key")]
    [InlineData("known key id, other key")]
    [InlineData("weak key")]
    [InlineData("key of its own in the head")]
    [InlineData("address of its own keys in the head")]
    [InlineData("certificate of its own in the head")]
    [InlineData("critical extension")]
    [InlineData("body in clear by a critical extension")]
    [InlineData("sealed in another")]
    [InlineData("changed")]
    [InlineData("no token")]
    [InlineData("no role")]
    [InlineData("strange role")]
    [InlineData("two roles")]
    [InlineData("no name")]
    [InlineData("name that breaks lines")]
    [InlineData("name that breaks lines otherwise")]
    [InlineData("name that turns the writing")]
    [InlineData("name of blanks")]
    [InlineData("endless name")]
    [InlineData("window without division")]
    [InlineData("window of a strange division")]
    [InlineData("department without department")]
    [InlineData("department without division")]
    [InlineData("auditor of a county")]
    [InlineData("two departments")]
    [InlineData("strange department")]
    public async Task A_token_that_is_not_good_is_refused_like_any_other(string what)
    {
        var reply = await Bearer(Forged(what)).GetAsync(Unknown);
        reply.ExpectProblem(401, "unauthorized");
        reply.Text.ShouldBe((await _api.Anyone.GetAsync(Unknown)).Text);
    }

    [Fact]
    public async Task A_token_with_any_one_character_changed_is_refused()
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var token = _issuer.Token();
        (await Bearer(token).GetAsync(Unknown)).ExpectProblem(404, "case-not-found");
        var random = new Random(20260803);
        for (var at = 0; at < token.Length; at++)
        {
            // The last character of a part holds bits that no byte is made of: changed alone, they change nothing.
            string changed;
            do
            {
                changed = $"{token[..at]}{Alphabet[random.Next(Alphabet.Length)]}{token[(at + 1)..]}";
            }
            while (SaysTheSame(changed, token));

            (await Bearer(changed).GetAsync(Unknown)).Status.ShouldBe(401, $"character {at} of {token.Length}");
        }

        static bool SaysTheSame(string one, string other) =>
            one.Count(c => c == '.') == 2 && one.Split('.').Zip(other.Split('.')).All(p => Bytes(p.First).SequenceEqual(Bytes(p.Second)));

        // Every character by itself, so that a part of any length can be compared.
        static IEnumerable<int> Bytes(string part) =>
            part.Select((c, i) => Alphabet.IndexOf(c, StringComparison.Ordinal) & (i < part.Length - 1 ? 0x3F : LastMask(part.Length)));

        static int LastMask(int length) => (length % 4) switch { 2 => 0x30, 3 => 0x3C, _ => 0x3F };
    }

    [Fact]
    public async Task With_a_key_or_another_token_beside_it_no_token_is_good()
    {
        var token = _issuer.Token();
        (await Bearer(token).GetAsync(Unknown)).ExpectProblem(404, "case-not-found");
        (await SendAsync(_api.Platform, token)).ExpectProblem(401, "unauthorized");
        (await SendAsync(_api.Anyone, token, token)).ExpectProblem(401, "unauthorized");
    }

    [Fact]
    public async Task While_the_issuer_is_silent_tokens_are_not_refused_but_put_off_and_keys_go_on()
    {
        await using var issuer = await TokenIssuer.StartAsync();
        issuer.Silent = true;
        using var folder = new TemporaryFolder();
        await using var waiting = await TestHost.StartAsync(folder.Path, fixture.OwnStorage, SampleCases.Now, settings: issuer.Settings());
        var caller = new TokenCaller(waiting.Api.Anyone, issuer.Token());
        var reply = await caller.GetAsync(Unknown);
        reply.ExpectProblem(503, "identity-provider-unavailable");
        reply.Headers.RetryAfter!.Delta.ShouldNotBeNull();
        (await waiting.Api.Platform.GetAsync(Unknown)).ExpectProblem(404, "case-not-found");
        (await caller.GetAsync("guide")).Expect(200);

        // Metadata that sends elsewhere for the keys is followed nowhere.
        await using var other = await TokenIssuer.StartAsync();
        (issuer.Silent, issuer.KeysElsewhere) = (false, other.Address + "/keys");
        var before = issuer.Asked;
        var led = new TokenCaller(waiting.Api.Anyone, other.Token(t => t.Issuer = issuer.Address));
        await Poll.UntilAsync(
            async () =>
            {
                (await led.GetAsync(Unknown)).ExpectProblem(503, "identity-provider-unavailable");
                return issuer.Asked > before;
            },
            "the issuer is asked again");
        other.Asked.ShouldBe(0);

        // Nor is an issuer that sends on by itself.
        (issuer.KeysElsewhere, issuer.KeysMovedTo, before) = (null, other.Address + "/keys", issuer.Asked);
        await Poll.UntilAsync(
            async () =>
            {
                (await led.GetAsync(Unknown)).ExpectProblem(503, "identity-provider-unavailable");
                return issuer.Asked > before + 1;
            },
            "the issuer is asked for its keys");
        other.Asked.ShouldBe(0);
        issuer.KeysMovedTo = null;

        // However many come, a silent issuer is asked once in a while.
        (issuer.Silent, before) = (true, issuer.Asked);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => caller.GetAsync(Unknown)));
        (issuer.Asked - before).ShouldBeLessThan(10);

        (issuer.Silent, issuer.KeysElsewhere) = (false, null);
        await Poll.UntilAsync(async () => (await caller.GetAsync(Unknown)).Status == 404, "the issuer is heard");
    }

    [Fact]
    public async Task Whoever_is_named_like_a_key_by_a_token_is_somebody_else()
    {
        var (form, byToken) = (Forms.For(Items.Temporary), Bearer(_issuer.Token(null, ("sub", "platform"))));
        var caseId = (string)(await byToken.PostAsync("applications", form)).Expect(201)["caseId"]!;
        ((string)(await _api.Platform.PostAsync("applications", form)).Expect(201)["caseId"]!).ShouldNotBe(caseId);
        var records = (await _api.As("auditor").GetAsync($"audit/records?caseId={caseId}&action=application-submitted")).Expect(200)["records"]!.AsArray();
        records.Select(r => (string)r!["actor"]!).ShouldBe(["oidc:platform"]);
    }

    [Fact]
    public async Task In_a_closed_network_the_keys_come_from_a_file()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "keys.json");
        await File.WriteAllTextAsync(file, _issuer.PublicKeys, TestContext.Current.CancellationToken);
        (string, string)[] settings = [.. _issuer.Settings().Where(s => s.Name != "Jwt:Authority"), ("Jwt:KeysFile", file)];
        await using var closed = await TestHost.StartAsync(folder.Path, fixture.OwnStorage, SampleCases.Now, settings: settings);
        (await GetAsync(_issuer.Token())).ExpectProblem(404, "case-not-found");
        (await GetAsync(Forged("unknown key"))).ExpectProblem(401, "unauthorized");
        (await GetAsync(Forged("public key as secret"))).ExpectProblem(401, "unauthorized");

        Task<Reply> GetAsync(string token) => new TokenCaller(closed.Api.Anyone, token).GetAsync(Unknown);
    }

    private string Window(string? division) => _issuer.Token(null, ("roles", "Social.Window"), ("divisions", division));

    private string Department(object? department, object? divisions) =>
        _issuer.Token(null, ("roles", "Social.Department"), ("department", department), ("divisions", divisions));

    private string Forged(string what) => what switch
    {
        "no algorithm" => Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""") + "." + _issuer.Token().Split('.')[1] + ".",
        "public key as secret" => _issuer.Token(Secret(_issuer.PublicKeyBytes)),
        "public key as text for secret" => _issuer.Token(Secret(Encoding.ASCII.GetBytes(PemEncoding.Write("PUBLIC KEY", _issuer.PublicKeyBytes)))),
        "expired" => _issuer.Token(t => (t.NotBefore, t.Expires) = (DateTime.UtcNow.AddHours(-1), DateTime.UtcNow.AddMinutes(-1))),
        "without end" => _issuer.Token(t => t.Expires = null),
        "not yet" => _issuer.Token(t => t.NotBefore = DateTime.UtcNow.AddMinutes(1)),
        "other issuer" => _issuer.Token(t => t.Issuer = "https://elsewhere.example"),
        "other audience" => _issuer.Token(t => t.Audience = "another"),
        "audience with a slash" => _issuer.Token(t => t.Audience = TokenIssuer.Audience + "/"),
        "unknown key" => _issuer.Token(Signed("second")),
        "known key id, other key" => _issuer.Token(Signed("first")),
        "weak key" => _issuer.WeaklySignedToken(),
        "key of its own in the head" => Foreign("jwk", Jwk),
        "address of its own keys in the head" => Foreign("jku", _ => _issuer.Address + "/keys"),
        "certificate of its own in the head" => Foreign("x5c", k => new[] { Convert.ToBase64String(Certificate(k)) }),
        "critical extension" => _issuer.Token(Head("crit", KnownClaim)),
        "body in clear by a critical extension" => _issuer.Token(t =>
            t.AdditionalHeaderClaims = new Dictionary<string, object> { ["crit"] = BodyInClear, ["b64"] = false }),
        "sealed in another" => _issuer.Token(t => t.EncryptingCredentials = new EncryptingCredentials(
            new SymmetricSecurityKey(SHA256.HashData(_issuer.PublicKeyBytes)), SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes128CbcHmacSha256)),
        "changed" => Changed(_issuer.Token()),
        "no token" => "a.b.c",
        "no role" => _issuer.Token(null, ("roles", null)),
        "strange role" => _issuer.Token(null, ("roles", "platform")),
        "two roles" => _issuer.Token(null, ("roles", TwoRoles), ("divisions", TestKeys.County)),
        "no name" => _issuer.Token(null, ("sub", null)),
        "name that breaks lines" => _issuer.Token(null, ("sub", "client-1\nplatform")),
        "name that breaks lines otherwise" => _issuer.Token(null, ("sub", "client-1\u2028platform")),
        "name that turns the writing" => _issuer.Token(null, ("sub", "client-1\u202E")),
        "name of blanks" => _issuer.Token(null, ("sub", "  ")),
        "endless name" => _issuer.Token(null, ("sub", new string('c', 129))),
        "window without division" => Window(null),
        "window of a strange division" => Window("990000"),
        "department without department" => Department(null, "640000"),
        "department without division" => Department("education", null),
        "auditor of a county" => _issuer.Token(null, ("roles", "Social.Auditor"), ("divisions", TestKeys.County)),
        "two departments" => Department(TwoDepartments, "640000"),
        "strange department" => Department("treasury", "640000"),
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    private static Action<SecurityTokenDescriptor> Secret(byte[] secret) =>
        t => t.SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(secret) { KeyId = "first" }, SecurityAlgorithms.HmacSha256);

    private static Action<SecurityTokenDescriptor> Head(string name, object value) =>
        t => t.AdditionalHeaderClaims = new Dictionary<string, object> { [name] = value };

    /// <summary>A token signed with a key that its own head names.</summary>
    private string Foreign(string header, Func<RSA, object> value)
    {
        using var key = RSA.Create(2048);
        return _issuer.Token(t =>
        {
            t.SigningCredentials = new SigningCredentials(new RsaSecurityKey(key), SecurityAlgorithms.RsaSha256);
            Head(header, value(key))(t);
        });
    }

    private static object Jwk(RSA key)
    {
        var modulus = Base64UrlEncoder.Encode(key.ExportParameters(false).Modulus);
        return new Dictionary<string, object> { ["kty"] = "RSA", ["n"] = modulus, ["e"] = "AQAB" };
    }

    private static byte[] Certificate(RSA key)
    {
        using var own = new CertificateRequest("CN=own", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return own.RawData;
    }

    private static Action<SecurityTokenDescriptor> Signed(string id) =>
        t => t.SigningCredentials = new SigningCredentials(new RsaSecurityKey(RSA.Create(2048)) { KeyId = id }, SecurityAlgorithms.RsaSha256);

    private static string Changed(string token)
    {
        var parts = token.Split('.');
        var claims = Base64UrlEncoder.Decode(parts[1]).Replace("client-1", "client-2", StringComparison.Ordinal);
        return $"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}";
    }

    private TokenCaller Bearer(string token) => new(_api.Anyone, token);

    private static Task<Reply> SendAsync(Caller caller, params string[] tokens)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Unknown);
        request.Headers.TryAddWithoutValidation("Authorization", tokens.Select(t => "Bearer " + t));
        return caller.SendAsync(request);
    }

    /// <summary>Somebody who calls with a token.</summary>
    private sealed class TokenCaller(Caller caller, string token)
    {
        public Task<Reply> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

        public Task<Reply> PostAsync(string path, System.Text.Json.Nodes.JsonNode body) =>
            SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") });

        private Task<Reply> SendAsync(HttpRequestMessage request)
        {
            request.Headers.Add("Authorization", "Bearer " + token);
            return caller.SendAsync(request);
        }
    }
}
