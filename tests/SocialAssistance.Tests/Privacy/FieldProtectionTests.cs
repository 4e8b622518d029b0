using System.Security.Cryptography;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Ciphers;
using SocialAssistance.Privacy.Keys;
using SocialAssistance.Testing.Privacy;
using Xunit;

namespace SocialAssistance.Tests.Privacy;

/// <summary>What holds of every sealed value, under either suite.</summary>
public sealed class FieldProtectionTests : IDisposable
{
    private const string CaseId = "20260803-640104-7K3M9Q2XWD4P";
    private const string Field = "form/applicant/name";

    private readonly DataKeysInMemory _store = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly List<KeyRing> _rings = [];

    public static TheoryData<PrivacySuite> Suites => [PrivacySuite.International, PrivacySuite.National];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rings.ForEach(r => r.Dispose());

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Whatever_is_sealed_opens_as_it_was_and_never_looks_the_same_twice(PrivacySuite suite)
    {
        var protection = await OpenAsync(suite);
        Gen.String[Gen.Char['\u0020', '\uD7FF'], 0, 2000].Sample(
            text =>
            {
                var (first, second) = (protection.Seal(text, CaseId, Field), protection.Seal(text, CaseId, Field));
                protection.Open(first, CaseId, Field).ShouldBe(text);
                first.ShouldNotBe(second);
                first.ShouldStartWith(suite.Cipher().Name + ":k1:");
                Envelope.IsWellFormed(first).ShouldBeTrue();
            },
            iter: 500);
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Any_flipped_bit_another_case_another_field_and_another_key_break_the_seal(PrivacySuite suite)
    {
        var protection = await OpenAsync(suite);
        Gen.Select(Gen.String[Gen.Char['一', '龥'], 1, 40], Gen.Int[0, 100_000], Gen.Int[0, 5]).Sample(
            (text, at, bit) =>
            {
                var envelope = protection.Seal(text, CaseId, Field);
                Broken(() => protection.Open(Flip(envelope, at, bit), CaseId, Field), text);
                Broken(() => protection.Open(envelope, CaseId[..^1] + "Q", Field), text);
                Broken(() => protection.Open(envelope, CaseId, "form/household/0/name"), text);
                Broken(() => protection.Open(envelope.Replace(":k1:", ":k2:", StringComparison.Ordinal), CaseId, Field), text);
                Broken(() => protection.Open(Relabelled(envelope), CaseId, Field), text);
                Broken(() => protection.Open(text, CaseId, Field), text);
            },
            iter: 500);
    }

    [Fact]
    public async Task A_value_opens_under_the_name_of_its_data_key_only()
    {
        var envelope = (await OpenAsync(PrivacySuite.International)).Seal("马某某", CaseId, Field);
        var own = (await _store.ListAsync(Cancellation)).ShouldHaveSingleItem();
        (await _store.AddAsync(SamplePrivacy.Seal.Sealed(own with { Id = "k2" }), Cancellation)).ShouldBeTrue();

        // The same key under another name.
        var protection = await OpenAsync(PrivacySuite.International);
        protection.Open(envelope, CaseId, Field).ShouldBe("马某某");
        Broken(() => protection.Open(envelope.Replace(":k1:", ":k2:", StringComparison.Ordinal), CaseId, Field), "马某某");
    }

    [Fact]
    public async Task Values_of_the_other_suite_stay_readable()
    {
        var before = await OpenAsync(PrivacySuite.International);
        var envelope = before.Seal("马某某", CaseId, Field);
        var after = await OpenAsync(PrivacySuite.National);

        after.Open(envelope, CaseId, Field).ShouldBe("马某某");
        after.Seal("马某某", CaseId, Field).ShouldStartWith("sm4gcm:k2:");
        (await OpenAsync(PrivacySuite.International)).Seal("马某某", CaseId, Field).ShouldStartWith("a256gcm:k1:");
    }

    [Fact]
    public async Task Rotation_wraps_anew_and_what_was_sealed_opens_under_the_same_data_key()
    {
        var envelope = (await OpenAsync(PrivacySuite.International)).Seal("马某某", CaseId, Field);
        using var ring = Ring(PrivacySuite.International, "m1", "m2");
        (await ring.RewrapAsync(Cancellation)).ShouldBe(["k1"]);
        (await ring.RewrapAsync(Cancellation)).ShouldBeEmpty();
        (await _store.ListAsync(Cancellation)).ShouldHaveSingleItem().Wrapped.KeyId.ShouldBe("m2");

        // The old master key is not needed any more.
        using var later = Ring(PrivacySuite.International, "m2");
        await later.LoadAsync(Cancellation);
        new FieldProtection(later).Open(envelope, CaseId, Field).ShouldBe("马某某");
    }

    [Fact]
    public async Task A_data_key_that_is_too_old_is_followed_by_another()
    {
        var first = await OpenAsync(PrivacySuite.International);
        var envelope = first.Seal("马某某", CaseId, Field);
        _clock.Advance(TimeSpan.FromDays(91));
        await first.ReadyAsync(Cancellation);

        first.Seal("马某某", CaseId, Field).ShouldStartWith("a256gcm:k2:");
        first.Open(envelope, CaseId, Field).ShouldBe("马某某");
    }

    [Fact]
    public async Task Hosts_that_begin_at_once_share_one_data_key()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => OpenAsync(PrivacySuite.International))));
        (await _store.ListAsync(Cancellation)).ShouldHaveSingleItem();
        all[1].Open(all[0].Seal("马某某", CaseId, Field), CaseId, Field).ShouldBe("马某某");
    }

    [Fact]
    public void A_personal_value_never_says_what_it_is()
    {
        Personal<string> name = "马某某";
        name.ToString().ShouldNotContain("马");
        $"{new SocialAssistance.Applications.CoBorrower("马某某", "x")}".ShouldNotContain("马");
        Should.Throw<NotSupportedException>(() => System.Text.Json.JsonSerializer.Serialize(name));
        Should.Throw<InvalidOperationException>(() => Personal.Sealed<string>("a256gcm:k1:" + new string('A', 40)).Value);
        Should.Throw<ArgumentException>(() => Personal.Sealed<string>("马某某")).Message.ShouldNotContain("马");
    }

    [Fact]
    public async Task A_wrapped_key_opens_under_the_name_of_its_master_key_only()
    {
        var secret = Enumerable.Repeat((byte)7, 32).ToArray();
        var provider = new MasterKeyProvider([new MasterKey("m1", CipherSuite.Aes256Gcm, secret), new MasterKey("m2", CipherSuite.Aes256Gcm, secret)]);
        var wrapped = await provider.WrapAsync(new byte[32], Cancellation);
        (await provider.UnwrapAsync(wrapped, Cancellation)).ShouldBe(new byte[32]);
        await Should.ThrowAsync<CryptographicException>(() => provider.UnwrapAsync(wrapped with { KeyId = "m1" }, Cancellation));
    }

    /// <summary>The same under the name of the other cipher.</summary>
    private static string Relabelled(string envelope) => envelope.StartsWith("sm4gcm:", StringComparison.Ordinal)
        ? envelope.Replace("sm4gcm:", "a256gcm:", StringComparison.Ordinal)
        : envelope.Replace("a256gcm:", "sm4gcm:", StringComparison.Ordinal);

    private static void Broken(Func<string> open, string text)
    {
        var message = Should.Throw<SealBrokenException>(open).Message;
        message.ShouldContain(Field.Split('/')[0]);
        message.ShouldNotContain(text);
    }

    /// <summary>Another character of base64url in the place of one: at least one bit of the content is another.</summary>
    private static string Flip(string envelope, int at, int bit)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var start = envelope.LastIndexOf(':') + 1;

        // The last character may hold bits that mean nothing.
        var place = start + (at % (envelope.Length - start - 1));
        return envelope[..place] + alphabet[alphabet.IndexOf(envelope[place], StringComparison.Ordinal) ^ (1 << bit)] + envelope[(place + 1)..];
    }

    private async Task<FieldProtection> OpenAsync(PrivacySuite suite)
    {
        var ring = Ring(suite, "m1");
        lock (_rings)
        {
            _rings.Add(ring);
        }

        await ring.LoadAsync(Cancellation);
        return new FieldProtection(ring);
    }

    private KeyRing Ring(PrivacySuite suite, params string[] masterKeys)
    {
        var keys = masterKeys.Select(id => new MasterKey(id, CipherSuite.Aes256Gcm, Enumerable.Repeat((byte)id[1], 32).ToArray()));
        return new KeyRing(_store, new MasterKeyProvider([.. keys]), SamplePrivacy.Seal, new KeyRingOptions { Suite = suite }, _clock);
    }
}
