using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Privacy;

/// <summary>
/// Seals the cases that were stored in clear, or with single texts in clear, once, before anything is served. It may be killed
/// at any moment: each case is sealed by itself, and the next start goes on with the rest.
/// </summary>
public sealed partial class StoredCaseSealing(
    IClearCases cases, CaseSealing sealing, IKeyedHash hash, IAuditTrail audit, TimeProvider clock, ILogger<StoredCaseSealing> logger)
{
    private const int AtOnce = 200;

    private readonly ConcurrentBag<string> _unreadable = [];

    /// <summary>Seals whatever is in clear.</summary>
    /// <returns>How many cases were.</returns>
    /// <exception cref="UnreadableCasesException">Some cannot be read; all others are sealed.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await sealing.ReadyAsync(cancellationToken).ConfigureAwait(false);
        var count = 0;
        while (await NextAsync(cancellationToken).ConfigureAwait(false) is { Length: > 0 } clear)
        {
            var whole = await Task.WhenAll(clear.Select(id => SealAsync(id, cancellationToken))).ConfigureAwait(false);
            count += whole.Count(w => w);
            LogSealed(logger, count);
        }

        if (count > 0)
        {
            var entry = new AuditEntry(clock.Now(), Actor.System, "cases-sealed") { Subject = FormattableString.Invariant($"{count}") };
            await audit.AppendAsync(entry, cancellationToken).ConfigureAwait(false);
        }

        if (!_unreadable.IsEmpty)
        {
            throw new UnreadableCasesException([.. _unreadable.Order(StringComparer.Ordinal)]);
        }

        await cases.WipeAsync(cancellationToken).ConfigureAwait(false);
        return count;
    }

    private async Task<string[]> NextAsync(CancellationToken cancellationToken) =>
        [.. (await cases.ListAsync(AtOnce + _unreadable.Count, cancellationToken).ConfigureAwait(false)).Except(_unreadable)];

    /// <returns>False when the case cannot be read.</returns>
    private async Task<bool> SealAsync(string caseId, CancellationToken cancellationToken)
    {
        var clear = await cases.ReadAsync(caseId, cancellationToken).ConfigureAwait(false);
        Case sealedCase;
        bool keyed;
        try
        {
            (sealedCase, keyed) = Sealed(clear);
        }
#pragma warning disable CA1031 // Whatever is wrong with it, its text may be personal: the id alone goes on.
        catch (Exception error) when (error is not StoreUnavailableException)
#pragma warning restore CA1031
        {
            _unreadable.Add(caseId);
            return false;
        }

        await cases.SealAsync(
            sealedCase,
            keyed ? ImmutableDictionary<string, string>.Empty : clear.Keys.Distinct(StringComparer.Ordinal).ToDictionary(k => k, k => hash.Current(HashPurpose.Submission, k), StringComparer.Ordinal),
            keyed ? ImmutableDictionary<string, string>.Empty : clear.Digests.Distinct(StringComparer.Ordinal).ToDictionary(d => d, Keyed, StringComparer.Ordinal),
            cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <returns>The case, and whether what it is known by was keyed hashes already: then it was sealed but for single texts.</returns>
    private (Case Case, bool Keyed) Sealed(ClearCase clear)
    {
        try
        {
            return (sealing.Seal(Read(clear, CaseJson.PartlyClear)), true);
        }
        catch (UnsealedValueException)
        {
            var stored = Read(clear, CaseJson.Clear);
            return (sealing.Seal(Named(stored)) with
            {
                People = sealing.People(stored.Form),
                NameKeys = sealing.Name(stored.Form.Applicant.Name.Value),
                Handled = [.. stored.Handled.Select(h => h with { Digest = Keyed(h.Digest) })],
            }, false);
        }
    }

    private static Case Read(ClearCase clear, CaseJson json) =>
        JsonSerializer.Deserialize(clear.Document.Span, json.Case) ?? throw new JsonException("A stored case is null.");

    private string Keyed(string digest) => hash.Current(HashPurpose.Content, digest);

    /// <summary>Gives every decision the id of its event, to which its words are bound, and the system's own words their place.</summary>
    private static Case Named(Case stored)
    {
        ImmutableArray<TimelineEntry> timeline = [.. stored.Timeline.Select(Named)];
        return stored with
        {
            Timeline = timeline,
            Items = [.. stored.Items.Select(i => i with { Decision = timeline.LastOrDefault(e => e.Item == i.Item && e.Decision is not null)?.Decision ?? i.Decision })],
        };
    }

    private static TimelineEntry Named(TimelineEntry entry) => entry.Kind is TimelineKind.MaterialRejected or TimelineKind.MaterialUndetermined or TimelineKind.MaterialAccepted
        ? entry with { Note = null, Reason = entry.Note?.Value }
        : entry with { Decision = entry.Decision is { } decision ? decision with { EventId = entry.EventId } : null };

    [LoggerMessage(LogLevel.Information, "{Count} cases stored in clear have been sealed.")]
    private static partial void LogSealed(ILogger logger, int count);
}

/// <summary>Cases that were stored in clear cannot be read, and so cannot be sealed. The message names them by their ids.</summary>
/// <param name="caseIds">Ids of the cases.</param>
public sealed class UnreadableCasesException(ImmutableArray<string> caseIds) : Exception(
    $"These cases cannot be read and still stand in clear: {string.Join(", ", caseIds)}. All others have been sealed.")
{
    /// <summary>Ids of the cases.</summary>
    public ImmutableArray<string> CaseIds { get; } = caseIds;
}
