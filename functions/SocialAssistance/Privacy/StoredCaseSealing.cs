using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Privacy;

/// <summary>
/// Seals the cases that were stored in clear, once, before anything is served. It may be killed at any moment: each case is
/// sealed by itself, and the next start goes on with the rest.
/// </summary>
public sealed partial class StoredCaseSealing(
    IClearCases cases, CaseSealing sealing, IKeyedHash hash, IAuditTrail audit, TimeProvider clock, ILogger<StoredCaseSealing> logger)
{
    private const int AtOnce = 200;

    /// <summary>Seals whatever is in clear.</summary>
    /// <returns>How many cases were.</returns>
    /// <exception cref="JsonException">A stored case cannot be read; what was sealed before it stays sealed.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await sealing.ReadyAsync(cancellationToken).ConfigureAwait(false);
        var count = 0;
        while (await cases.ListAsync(AtOnce, cancellationToken).ConfigureAwait(false) is { Count: > 0 } clear)
        {
            await Task.WhenAll(clear.Select(id => SealAsync(id, cancellationToken))).ConfigureAwait(false);
            count += clear.Count;
            LogSealed(logger, count);
        }

        if (count > 0)
        {
            var entry = new AuditEntry(clock.Now(), Actor.System, "cases-sealed") { Subject = FormattableString.Invariant($"{count}") };
            await audit.AppendAsync(entry, cancellationToken).ConfigureAwait(false);
        }

        await cases.WipeAsync(cancellationToken).ConfigureAwait(false);
        return count;
    }

    private async Task SealAsync(string caseId, CancellationToken cancellationToken)
    {
        var clear = await cases.ReadAsync(caseId, cancellationToken).ConfigureAwait(false);
        var stored = JsonSerializer.Deserialize(clear.Document.Span, CaseJson.Clear.Case) ?? throw new JsonException("A stored case is null.");
        var sealedCase = sealing.Seal(Named(stored)) with
        {
            People = sealing.People(stored.Form),
            NameKeys = sealing.Name(stored.Form.Applicant.Name.Value),
            Handled = [.. stored.Handled.Select(h => h with { Digest = Keyed(h.Digest) })],
        };
        var digests = clear.Digests.Distinct(StringComparer.Ordinal).ToDictionary(d => d, Keyed, StringComparer.Ordinal);
        await cases.SealAsync(sealedCase, digests, cancellationToken).ConfigureAwait(false);
    }

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
