using System.Collections.Frozen;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Guide;
using SocialAssistance.Input;
using SocialAssistance.Storage.Webhooks;

namespace SocialAssistance.Storage.Messages;

/// <summary>
/// Reads what departments say by message, and believes only what is signed with the secret of the department that it says it
/// is from. A queue cannot tell its senders apart; without this, each could decide for every other.
/// </summary>
/// <remarks>
/// The signature is that of webhooks (<see cref="WebhookSignature"/>), in the message's properties of the same names. A message
/// that comes twice is no fault here: the event's own id tells that it was said before, and the answer is the same.
/// </remarks>
/// <param name="senders">The departments that may send; none means that nothing is taken.</param>
/// <param name="maxAge">How long a message may wait before it is taken.</param>
/// <param name="guide">Knows the departments.</param>
/// <param name="clock">The time.</param>
public sealed class SignedDecisions(IEnumerable<DecisionSender> senders, TimeSpan maxAge, ServiceGuide guide, TimeProvider clock)
{
    /// <summary>How long a message may wait unless configured otherwise: as long as the queue keeps it.</summary>
    public static readonly TimeSpan DefaultMaxAge = TimeSpan.FromDays(14);

    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private readonly FrozenDictionary<string, DecisionSender> _senders = senders.ToFrozenDictionary(s => s.Department, StringComparer.Ordinal);

    /// <summary>Reads one message.</summary>
    /// <param name="body">The message, byte for byte.</param>
    /// <param name="headers">What came beside it.</param>
    /// <param name="said">What was said, or every fault; only with no rejection.</param>
    /// <returns>Why the message is not believed, for good; null when it is.</returns>
    public MessageRejection? Read(ReadOnlyMemory<byte> body, WebhookHeaders headers, out Reading<AddressedEvent> said)
    {
        said = new Reading<AddressedEvent>(null, []);

        // Whatever else is wrong with it: of a message that nobody signed nothing is told but that.
        if (DecisionEvents.SourceOf(body, guide) is not { } department || !_senders.TryGetValue(department, out var sender))
        {
            return new MessageRejection("signature-unknown-department", "The source names no department whose secret is configured.");
        }

        if (Rejection(WebhookSignature.Verify(headers, body.Span, sender.Secrets, new WebhookWindow(maxAge, Ahead), clock.GetUtcNow())) is { } rejection)
        {
            return rejection;
        }

        said = DecisionEvents.Read(body, guide);
        return said.Value is { } message && CaseIds.DivisionOf(message.CaseId) is { } county && !sender.Covers(county)
            ? new MessageRejection("division-not-allowed", "The department may not speak of cases of this division.")
            : null;
    }

    private static MessageRejection? Rejection(WebhookVerdict verdict) => verdict switch
    {
        WebhookVerdict.Valid => null,
        WebhookVerdict.Malformed => new MessageRejection("signature-missing", "webhook-id, webhook-timestamp or webhook-signature is missing or malformed."),
        WebhookVerdict.TooOld => new MessageRejection("signature-too-old", "The message was signed longer ago than is taken."),
        WebhookVerdict.TooNew => new MessageRejection("signature-too-new", "The message was signed later than now."),
        _ => new MessageRejection("signature-wrong", "The department's secret did not make the signature."),
    };
}
