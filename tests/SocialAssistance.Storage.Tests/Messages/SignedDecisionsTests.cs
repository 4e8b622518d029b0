using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using SocialAssistance.Departments;
using SocialAssistance.Input;
using SocialAssistance.Storage.Messages;
using SocialAssistance.Storage.Webhooks;
using SocialAssistance.Testing.Samples;
using Xunit;
using static SocialAssistance.Storage.Tests.Messages.SampleMessages;

namespace SocialAssistance.Storage.Tests.Messages;

/// <summary>A queue cannot tell its senders apart: only what a department signed is believed to be from it.</summary>
public sealed class SignedDecisionsTests
{
    private static readonly WebhookSecret Own = Secret(1);
    private static readonly WebhookSecret Next = Secret(2);
    private static readonly WebhookSecret OfOther = Secret(3);

    private readonly FakeTimeProvider _clock = new(SampleCases.Now.ToUniversalTime());

    [Fact]
    public void What_a_department_signed_is_read()
    {
        CodeOf(Accepted(), Own).ShouldBeNull();
        CodeOf(Accepted(), Next).ShouldBeNull("the secret is being changed");
        Read(Accepted(), Own, out var said);
        said.Value.ShouldNotBeNull().Said.Department.ShouldBe(Department);
    }

    [Fact]
    public void Another_departments_secret_signs_nothing_in_ones_name()
    {
        CodeOf(Accepted(), OfOther).ShouldBe("signature-wrong");
        CodeOf(Message(Said("accepted"), "education"), Own).ShouldBe("signature-wrong");
        CodeOf(Message(Said("accepted"), "education"), OfOther).ShouldBeNull();
    }

    [Fact]
    public void A_department_without_a_secret_says_nothing_by_message()
    {
        CodeOf(Message(Said("accepted"), "civil-affairs"), Own).ShouldBe("signature-unknown-department");
        CodeOf(Message(Said("accepted"), "nobody"), Own).ShouldBe("signature-unknown-department");
        CodeOf(With(Accepted(), "source", "/departments/MEDICAL-INSURANCE"), Own).ShouldBe("signature-unknown-department");
        var decisions = new SignedDecisions([], SignedDecisions.DefaultMaxAge, SampleGuide.Guide, _clock);
        decisions.Read(Bytes(Accepted()), Sign(Bytes(Accepted()), Own), out _)!.Code.ShouldBe("signature-unknown-department");
    }

    [Fact]
    public void Without_a_signature_nothing_is_read()
    {
        var body = Bytes(Accepted());
        Decisions().Read(body, new WebhookHeaders(null, null, null), out var said)!.Code.ShouldBe("signature-missing");
        said.Value.ShouldBeNull();
        Decisions().Read("{"u8.ToArray(), Sign("{"u8.ToArray(), Own), out _)!.Code.ShouldBe("signature-unknown-department");
    }

    [Fact]
    public void Nothing_that_was_changed_after_signing_is_believed()
    {
        var body = Bytes(Granted());
        var signed = Sign(body, Own);
        Gen.Select(Gen.Int[0, body.Length - 1], Gen.Int[1, 255]).Sample(
            (at, by) =>
            {
                var changed = (byte[])body.Clone();
                changed[at] ^= (byte)by;
                return Decisions().Read(changed, signed, out var said) is not null && said.Value is null;
            },
            iter: 2_000);
    }

    [Fact]
    public void A_message_may_wait_in_the_queue_and_not_for_ever()
    {
        var body = Bytes(Accepted());
        var signed = Sign(body, Own);
        _clock.Advance(TimeSpan.FromDays(14));
        Decisions().Read(body, signed, out _).ShouldBeNull();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Decisions().Read(body, signed, out _)!.Code.ShouldBe("signature-too-old");
        var ahead = WebhookSignature.Sign("m", _clock.GetUtcNow().AddMinutes(6), body, [Own]);
        Decisions().Read(body, ahead, out _)!.Code.ShouldBe("signature-too-new");
    }

    [Fact]
    public void The_same_message_again_is_read_again_because_the_case_knows_its_event()
    {
        var body = Bytes(Accepted());
        var signed = Sign(body, Own);
        Decisions().Read(body, signed, out _).ShouldBeNull();
        Decisions().Read(body, signed, out _).ShouldBeNull();
    }

    [Theory]
    [InlineData("640104", true)]
    [InlineData("640100", true)]
    [InlineData("640000", true)]
    [InlineData("640105", false)]
    [InlineData("640200", false)]
    public void A_department_may_be_bound_to_divisions(string division, bool allowed)
    {
        var decisions = new SignedDecisions([new DecisionSender(Department, [Own], [division])], SignedDecisions.DefaultMaxAge, SampleGuide.Guide, _clock);
        var body = Bytes(Accepted());
        decisions.Read(body, Sign(body, Own), out _)?.Code.ShouldBe("division-not-allowed");
        (decisions.Read(body, Sign(body, Own), out _) is null).ShouldBe(allowed);
    }

    [Fact]
    public void A_rejection_says_nothing_of_what_stood_in_the_message()
    {
        var planted = "640102199001011237";
        foreach (var message in (JsonObject[])[Message(With(Said("accepted"), "operator", planted), planted), With(Accepted(), "source", planted), With(Accepted(), "id", planted)])
        {
            var rejection = Read(message, OfOther, out _).ShouldNotBeNull();
            $"{rejection.Code} {rejection.Detail}".ShouldNotContain(planted);
        }
    }

    [Theory]
    [InlineData("640104, 640200", true)]
    [InlineData("", true)]
    [InlineData("6401", false)]
    [InlineData("Yinchuan", false)]
    [InlineData(",", false)]
    public void A_sender_is_read_from_settings(string divisions, bool good)
    {
        var faults = new List<(string Setting, string Fault)>();
        var settings = new Dictionary<string, string?> { ["Secret"] = Convert.ToBase64String(new byte[32]), ["Divisions"] = divisions };
        (DecisionSender.Read(Department, settings.GetValueOrDefault, faults) is not null).ShouldBe(good);
        faults.Count.ShouldBe(good ? 0 : 1);
    }

    private static WebhookSecret Secret(byte seed) => WebhookSecret.Parse(Convert.ToBase64String([.. Enumerable.Repeat(seed, 32)]))!;

    private WebhookHeaders Sign(byte[] body, WebhookSecret secret) => WebhookSignature.Sign("message-1", _clock.GetUtcNow(), body, [secret]);

    private SignedDecisions Decisions() => new(
        [new DecisionSender(Department, [Next, Own], []), new DecisionSender("education", [OfOther], [])], SignedDecisions.DefaultMaxAge, SampleGuide.Guide, _clock);

    private MessageRejection? Read(JsonObject message, WebhookSecret secret, out Reading<AddressedEvent> said) =>
        Decisions().Read(Bytes(message), Sign(Bytes(message), secret), out said);

    private string? CodeOf(JsonObject message, WebhookSecret secret) => Read(message, secret, out _)?.Code;
}
