using System.Collections.Immutable;
using SocialAssistance.Cases;
using SocialAssistance.Input;

namespace SocialAssistance.Departments;

/// <summary>Why a department's message is not taken, and will not be if it comes again.</summary>
/// <param name="Code">Stable English code.</param>
/// <param name="Detail">Every fault, with its place; no value that stood there, because it may be personal.</param>
public sealed record MessageRejection(string Code, string Detail);

/// <summary>Takes what departments say by message: the same events, with the same outcome, as over HTTP.</summary>
public sealed class MessageIntake(CaseService cases)
{
    /// <summary>Applies what was said.</summary>
    /// <returns>Null when it was taken, now or before; otherwise why it never will be.</returns>
    /// <exception cref="CaseBusyException">Too many wrote the case at once; the message is worth another delivery.</exception>
    public async Task<MessageRejection?> TakeAsync(Reading<AddressedEvent> reading, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (reading.Value is not { } message)
        {
            return new MessageRejection("invalid-input", Places(reading.Faults));
        }

        // An id that cannot be one is asked of no store.
        if (!CaseIds.IsWellFormed(message.CaseId))
        {
            return Rejected(CaseRefusals.UnknownCase);
        }

        return await cases.ApplyAsync(message.CaseId, message.Said, cancellationToken).ConfigureAwait(false) is CaseOutcome.Refused refused
            ? Rejected(refused.Refusal)
            : null;
    }

    private static MessageRejection Rejected(CaseRefusal refusal) => new(refusal.Code, refusal.Detail);

    private static string Places(ImmutableArray<Fault> faults) => string.Join("; ", faults.Select(f => $"{Place(f.Pointer)} {f.Code}"));

    /// <summary>A place without what stands there by mistake: a member may be named like a person.</summary>
    private static string Place(string pointer) => string.Join('/', pointer.Split('/').Select(part => IsPlain(part) ? part : "?"));

    private static bool IsPlain(string part) =>
        part.Length == 0
        || (part.Length <= 2 && part.All(char.IsAsciiDigit))
        || (part.Length <= 32 && char.IsAsciiLetterLower(part[0]) && part.All(char.IsAsciiLetter));
}
