using System.Text;
using CsCheck;
using Shouldly;
using SocialAssistance.Storage.Webhooks;
using Xunit;

namespace SocialAssistance.Storage.Tests.Webhooks;

/// <summary>A signature is that of the specification, and nothing that was changed passes for what was signed.</summary>
public sealed class WebhookSignatureTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_614_265_330);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");
    private static readonly WebhookSecret Secret = WebhookSecret.Parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!;
    private static readonly WebhookSecret Other = WebhookSecret.Parse(Convert.ToBase64String(new byte[32]))!;

    // The example that the specification's libraries are tested with.
    private static readonly WebhookHeaders Known = new(
        "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    [Fact]
    public void A_message_is_signed_as_the_specification_has_it() =>
        WebhookSignature.Sign(Known.Id!, Now, Body, [Secret]).ShouldBe(Known);

    [Fact]
    public void What_was_signed_is_valid_within_its_time()
    {
        Verify(Known).ShouldBe(WebhookVerdict.Valid);
        Verify(Known, now: Now.AddMinutes(5)).ShouldBe(WebhookVerdict.Valid);
        Verify(Known, now: Now.AddMinutes(5).AddSeconds(1)).ShouldBe(WebhookVerdict.TooOld);
        Verify(Known, now: Now.AddMinutes(-5)).ShouldBe(WebhookVerdict.Valid);
        Verify(Known, now: Now.AddMinutes(-5).AddSeconds(-1)).ShouldBe(WebhookVerdict.TooNew);
    }

    [Fact]
    public void Two_secrets_are_valid_while_one_follows_the_other()
    {
        Verify(Known, secrets: [Other, Secret]).ShouldBe(WebhookVerdict.Valid);
        var both = WebhookSignature.Sign("m", Now, Body, [Other, Secret]);
        Verify(both, secrets: [Secret]).ShouldBe(WebhookVerdict.Valid);
        Verify(both, secrets: [Other]).ShouldBe(WebhookVerdict.Valid);
        Verify(Known, secrets: [Other]).ShouldBe(WebhookVerdict.Wrong);
        Verify(Known, secrets: []).ShouldBe(WebhookVerdict.Wrong);
    }

    public static TheoryData<string?, string?, string?> Endless => new()
    {
        { new string('i', 257), Known.Timestamp, Known.Signature },
        { Known.Id, Known.Timestamp, Known.Signature + new string(' ', 1024) },
    };

    [Theory]
    [InlineData(null, "1614265330", "v1,x")]
    [InlineData("", "1614265330", "v1,x")]
    [InlineData("a.b", "1614265330", "v1,x")]
    [InlineData("a b", "1614265330", "v1,x")]
    [InlineData("编号", "1614265330", "v1,x")]
    [InlineData("a", null, "v1,x")]
    [InlineData("a", "", "v1,x")]
    [InlineData("a", "-1", "v1,x")]
    [InlineData("a", "1e9", "v1,x")]
    [InlineData("a", "9999999999999", "v1,x")]
    [InlineData("a", "999999999999", "v1,x")]
    [InlineData("a", "1614265330", null)]
    [InlineData("a", "1614265330", "")]
    [MemberData(nameof(Endless))]
    public void What_is_missing_or_misspelt_is_malformed(string? id, string? timestamp, string? signature) =>
        Verify(new WebhookHeaders(id, timestamp, signature)).ShouldBe(WebhookVerdict.Malformed);

    [Theory]
    [InlineData("v1")]
    [InlineData("v1,")]
    [InlineData("v1,AAAA")]
    [InlineData("v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("V1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE")]
    [InlineData("v1,x v1,x v1,x v1,x v1,x v1,x v1,x v1,x v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    public void What_is_no_such_signature_is_wrong(string signature) =>
        Verify(Known with { Signature = signature }).ShouldBe(WebhookVerdict.Wrong);

    [Fact]
    public void Nothing_that_was_changed_passes() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Int[0, 1_000_000], Gen.Int[0, 3], Gen.Int[1, 255]).Sample(
            (body, at, what, by) =>
            {
                var signed = WebhookSignature.Sign("message-1", Now, body, [Secret]);
                if (Verify(signed, body) != WebhookVerdict.Valid)
                {
                    return false;
                }

                var changed = (byte[])body.Clone();
                if (what == 0 && body.Length > 0)
                {
                    changed[at % body.Length] ^= (byte)by;
                }
                else
                {
                    signed = what switch
                    {
                        1 => signed with { Id = "message-2" },
                        2 => signed with { Timestamp = WebhookHeaders.From(_ => "1614265331").Timestamp },
                        _ => signed with { Signature = "v1," + Convert.ToBase64String(Flipped(Convert.FromBase64String(signed.Signature![3..]), at, by)) },
                    };
                }

                return Verify(signed, changed) == WebhookVerdict.Wrong;
            },
            iter: 2_000);

    [Fact]
    public void A_message_is_taken_once_within_its_time_where_that_is_asked()
    {
        var seen = new SeenMessages(capacity: 2);
        Verify(Known, seen: seen).ShouldBe(WebhookVerdict.Valid);
        Verify(Known, seen: seen).ShouldBe(WebhookVerdict.Replayed);
        Verify(Known, now: Now.AddMinutes(5), seen: seen).ShouldBe(WebhookVerdict.Replayed, "to its very end");
        Verify(WebhookSignature.Sign(Known.Id!, Now.AddSeconds(9), Body, [Secret]), seen: seen).ShouldBe(WebhookVerdict.Replayed);
        Verify(WebhookSignature.Sign("m2", Now, Body, [Secret]), seen: seen).ShouldBe(WebhookVerdict.Valid);

        // Full: what is new is refused, what was taken is not forgotten while it could be repeated.
        Verify(WebhookSignature.Sign("m3", Now, Body, [Secret]), seen: seen).ShouldBe(WebhookVerdict.Replayed);
        var later = Now.AddMinutes(6);
        Verify(WebhookSignature.Sign("m3", later, Body, [Secret]), now: later, seen: seen).ShouldBe(WebhookVerdict.Valid);
        Verify(Known, now: later, seen: seen).ShouldBe(WebhookVerdict.TooOld);
    }

    [Fact]
    public void What_is_not_signed_takes_no_room_among_what_was_seen()
    {
        var seen = new SeenMessages(capacity: 1);
        Verify(Known with { Signature = "v1,x" }, seen: seen).ShouldBe(WebhookVerdict.Wrong);
        Verify(Known, seen: seen).ShouldBe(WebhookVerdict.Valid);
    }

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_secret_has_a_length_and_shows_itself_nowhere(int bytes, bool isOne)
    {
        var text = Convert.ToBase64String(new byte[bytes]);
        (WebhookSecret.Parse(text) is not null).ShouldBe(isOne);
        (WebhookSecret.Parse("whsec_" + text) is not null).ShouldBe(isOne);
        WebhookSecret.Parse("whsec_" + text + "!").ShouldBeNull();
        WebhookSecret.Parse(null).ShouldBeNull();
        $"{Secret}".ShouldBe("(secret)");
    }

    private static byte[] Flipped(byte[] bytes, int at, int by)
    {
        bytes[at % bytes.Length] ^= (byte)by;
        return bytes;
    }

    private static WebhookVerdict Verify(
        WebhookHeaders headers, byte[]? body = null, DateTimeOffset? now = null, WebhookSecret[]? secrets = null, SeenMessages? seen = null) =>
        WebhookSignature.Verify(headers, body ?? Body, secrets ?? [Secret], WebhookWindow.Direct, now ?? Now, seen);
}
