using System.Collections.Immutable;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Input;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Departments;

/// <summary>Why a department's message is not taken, and will not be if it comes again.</summary>
/// <param name="Code">Stable English code.</param>
/// <param name="Detail">Every fault, with its place; no value that stood there, because it may be personal.</param>
public sealed record MessageRejection(string Code, string Detail);

/// <summary>Takes what departments say by message: the same events, with the same outcome, as over HTTP.</summary>
public sealed class MessageIntake(CaseService cases, IAuditTrail audit, TimeProvider clock)
{
    private const string Refused = "message-refused";

    /// <summary>Applies what was said. What is refused is recorded as such before the message is put aside.</summary>
    /// <returns>Null when it was taken, now or before; otherwise why it never will be.</returns>
    /// <exception cref="CaseBusyException">Too many wrote the case at once; the message is worth another delivery.</exception>
    public async Task<MessageRejection?> TakeAsync(Reading<AddressedEvent> reading, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var rejection = await ApplyAsync(reading, cancellationToken).ConfigureAwait(false);
        if (rejection is not null)
        {
            await audit.AppendAsync(Refusal(reading.Value, rejection), cancellationToken).ConfigureAwait(false);
        }

        return rejection;
    }

    /// <summary>Records that a message was not even read, because nobody can be believed to have sent it.</summary>
    /// <returns>The same rejection.</returns>
    public async Task<MessageRejection> RefuseAsync(MessageRejection rejection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rejection);
        await audit.AppendAsync(Refusal(null, rejection), cancellationToken).ConfigureAwait(false);
        return rejection;
    }

    private async Task<MessageRejection?> ApplyAsync(Reading<AddressedEvent> reading, CancellationToken cancellationToken)
    {
        if (reading.Value is not { } message)
        {
            return new MessageRejection("invalid-input", Places(reading.Faults));
        }

        // Of cases it has no item of a department learns nothing, not even that they are there.
        if (await cases.FindAsync(message.CaseId, cancellationToken).ConfigureAwait(false) is not { } @case || !@case.IsKnownTo(message.Said.Department))
        {
            return Rejected(CaseRefusals.UnknownCase);
        }

        var actor = Actor.ByMessage(message.Said.Department);
        return await cases.ApplyAsync(message.CaseId, message.Said, actor, cancellationToken).ConfigureAwait(false) is CaseOutcome.Refused refused
            ? Rejected(refused.Refusal)
            : null;
    }

    /// <summary>What the sender wrote may be anything: only what has the form of a case's number is kept of it.</summary>
    private AuditEntry Refusal(AddressedEvent? message, MessageRejection rejection) => new(
        clock.Now(), message is null ? Actor.UnknownMessage : Actor.ByMessage(message.Said.Department), Refused)
    {
        CaseId = message is not null && CaseIds.IsWellFormed(message.CaseId) ? message.CaseId : "",
        Purpose = "decide-item",
        Outcome = rejection.Code,
    };

    private static MessageRejection Rejected(CaseRefusal refusal) => new(refusal.Code, refusal.Detail);

    private static string Places(ImmutableArray<Fault> faults) => string.Join("; ", faults.Select(f => $"{Place(f.Pointer)} {f.Code}"));

    /// <summary>A place without what stands there by mistake: a member may be named like a person.</summary>
    private static string Place(string pointer) => string.Join('/', pointer.Split('/').Select(part => IsPlain(part) ? part : "?"));

    private static bool IsPlain(string part) =>
        part.Length == 0
        || (part.Length <= 2 && part.All(char.IsAsciiDigit))
        || (part.Length <= 32 && char.IsAsciiLetterLower(part[0]) && part.All(char.IsAsciiLetter));
}
