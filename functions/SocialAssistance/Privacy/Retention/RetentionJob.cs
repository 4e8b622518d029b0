using Microsoft.Extensions.Logging;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Register;

namespace SocialAssistance.Privacy.Retention;

/// <summary>What a run erased.</summary>
/// <param name="Cases">Cases that were anonymised.</param>
/// <param name="Files">Files that were deleted.</param>
/// <param name="Recognitions">Recognitions that were taken out of the register.</param>
/// <param name="AuditDays">Days of the trail that were deleted.</param>
/// <param name="Failed">What could not be erased; the next run tries again.</param>
/// <param name="Complete">Whether all that is due was looked at, and not only what fits into one run.</param>
public sealed record RetentionResult(int Cases, int Files, int Recognitions, int AuditDays, int Failed, bool Complete);

/// <summary>
/// Erases what is due by the periods in force, and leaves a certificate of it in the trail. Bounded; a run that was stopped
/// anywhere is simply followed by the next, and two beside each other do no harm. Cases go through the process, which
/// refuses whatever is open, held or not yet due: the job only proposes.
/// </summary>
public sealed partial class RetentionJob(
    ICaseStore store,
    CaseService cases,
    IScanErasure files,
    IRecognitionRegister register,
    IAuditTrail trail,
    IAuditRetention audit,
    IErasedRemains remains,
    ServiceGuide guide,
    TimeProvider clock,
    ILogger<RetentionJob> logger)
{
    /// <summary>Action of a certificate that files were deleted.</summary>
    public const string FileDeleted = "file-erased";

    /// <summary>Action of a certificate that recognitions were taken out.</summary>
    public const string RecognitionsDeleted = "recognitions-erased";

    /// <summary>Action of a certificate that a day of the trail was deleted; the subject names day, count and last hash.</summary>
    public const string AuditDayDeleted = "audit-day-erased";

    /// <summary>Most of each kind in one run when nothing else is said.</summary>
    public const int MaxOfKind = 5_000;

    private const int Page = 200;

    private const string Purpose = "retention";

    /// <summary>Stands in the log where nothing is of one case.</summary>
    private const string NoCase = "-";

    /// <summary>Runs once, with at most <see cref="MaxOfKind"/> of each kind.</summary>
    public Task<RetentionResult> RunAsync(CancellationToken cancellationToken) => RunAsync(MaxOfKind, cancellationToken);

    /// <summary>Runs once.</summary>
    /// <param name="max">Most of each kind.</param>
    /// <param name="cancellationToken">Cancels it; what was erased stays erased.</param>
    public async Task<RetentionResult> RunAsync(int max, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        var now = clock.Now();
        var run = new Run(max);
        foreach (var rule in guide.Retention.Rules)
        {
            await TryAsync(Codes.Of(rule.Kind), NoCase, () => EraseAsync(rule, now, run, cancellationToken), run, cancellationToken).ConfigureAwait(false);
        }

        // Also when nothing went: what an earlier run erased may still lie there.
        await TryAsync("remains", NoCase, () => remains.WipeAsync(cancellationToken), run, cancellationToken).ConfigureAwait(false);
        var result = new RetentionResult(run.Cases, run.Files, run.Recognitions, run.AuditDays, run.Failed, run.Complete);
        LogDone(logger, result.Cases, result.Files, result.Recognitions, result.AuditDays, result.Failed, result.Complete);
        return result;
    }

    private Task EraseAsync(RetentionRule rule, DateTimeOffset now, Run run, CancellationToken cancellationToken) => rule.Kind switch
    {
        RetentionKind.CaseDecided => CasesAsync(CaseStatus.Completed, rule, now, run, cancellationToken),
        RetentionKind.CaseWithdrawn => CasesAsync(CaseStatus.Withdrawn, rule, now, run, cancellationToken),
        RetentionKind.CaseLapsed => CasesAsync(CaseStatus.Lapsed, rule, now, run, cancellationToken),
        RetentionKind.QuarantinedFile => FilesAsync(FileArea.Quarantine, rule, now, run, cancellationToken),
        RetentionKind.IncomingFile => FilesAsync(FileArea.Incoming, rule, now, run, cancellationToken),
        RetentionKind.Recognition => RecognitionsAsync(rule, now, run, cancellationToken),
        RetentionKind.AuditDay => AuditAsync(rule, now, run, cancellationToken),
        _ => throw new InvalidOperationException($"Nothing erases {rule.Kind}."),
    };

    private async Task CasesAsync(CaseStatus status, RetentionRule rule, DateTimeOffset now, Run run, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var refused = 0;
        var erased = 0;
        while (erased < run.Max)
        {
            // Those that could not be erased are still due and stand before the rest: they must not hide it.
            var asked = refused + Math.Min(Page, run.Max - erased);
            var due = await store.ListErasableAsync(status, rule.DueBefore(now), asked, cancellationToken).ConfigureAwait(false);
            var unseen = due.Where(seen.Add).ToArray();
            foreach (var caseId in unseen)
            {
                var before = run.Cases;
                await TryAsync(Codes.Of(rule.Kind), caseId, () => AnonymiseAsync(caseId, rule, run, cancellationToken), run, cancellationToken).ConfigureAwait(false);
                if (run.Cases > before)
                {
                    erased++;
                }
                else
                {
                    refused++;
                }
            }

            if (due.Count < asked || unseen.Length == 0)
            {
                return;
            }
        }

        run.Complete = false;
    }

    /// <summary>The write and its certificate are kept together; the scans go next, as a task that the case owes.</summary>
    private async Task AnonymiseAsync(string caseId, RetentionRule rule, Run run, CancellationToken cancellationToken)
    {
        if (await cases.ApplyAsync(caseId, new Anonymised(rule.Ground), Actor.Retention, cancellationToken).ConfigureAwait(false) is CaseOutcome.Moved)
        {
            run.Cases++;
        }
    }

    private async Task FilesAsync(FileArea area, RetentionRule rule, DateTimeOffset now, Run run, CancellationToken cancellationToken)
    {
        var deleted = 0;
        await foreach (var file in files.ListOldAsync(area, rule.DueBefore(now), cancellationToken).ConfigureAwait(false))
        {
            if (deleted == run.Max)
            {
                run.Complete = false;
                break;
            }

            var before = run.Files;
            await TryAsync(Codes.Of(rule.Kind), file.CaseId ?? NoCase, () => FileAsync(file, rule, now, run, cancellationToken), run, cancellationToken).ConfigureAwait(false);
            deleted += run.Files - before;
        }
    }

    private async Task FileAsync(OldFile file, RetentionRule rule, DateTimeOffset now, Run run, CancellationToken cancellationToken)
    {
        // An open case may still need what it refused or could not judge; a held one is kept as it is.
        if (file.CaseId is { } caseId
            && await store.FindAsync(caseId, cancellationToken).ConfigureAwait(false) is { } @case && (!@case.IsClosed || @case.IsHeld))
        {
            return;
        }

        // The certificate first: nothing goes without one. A name may be a person's; the case's number is not.
        await trail.AppendAsync(Certificate(now, FileDeleted, rule.Ground) with { CaseId = file.CaseId ?? "" }, cancellationToken).ConfigureAwait(false);
        await files.DeleteAsync(file, cancellationToken).ConfigureAwait(false);
        run.Files++;
    }

    private async Task RecognitionsAsync(RetentionRule rule, DateTimeOffset now, Run run, CancellationToken cancellationToken)
    {
        var before = rule.DueBeforeDay(now);
        var held = new Dictionary<string, bool>(StringComparer.Ordinal);
        var kept = 0;
        while (run.Recognitions < run.Max)
        {
            // What held cases say stays, and must not hide what stands behind it.
            var asked = kept + Math.Min(Page, run.Max - run.Recognitions);
            var ended = await register.ListEndedAsync(before, asked, cancellationToken).ConfigureAwait(false);
            foreach (var source in ended.Select(e => e.Source).Where(s => !held.ContainsKey(s)).Distinct(StringComparer.Ordinal).ToArray())
            {
                held[source] = await IsHeldAsync(source, cancellationToken).ConfigureAwait(false);
            }

            var erasable = ended.Where(e => !held[e.Source]).Take(run.Max - run.Recognitions).ToArray();
            kept = ended.Count(e => held[e.Source]);
            if (erasable.Length > 0)
            {
                var subject = FormattableString.Invariant($"{rule.Ground} {erasable.Length}");
                await trail.AppendAsync(Certificate(now, RecognitionsDeleted, subject), cancellationToken).ConfigureAwait(false);
                await register.DeleteEndedAsync(erasable, cancellationToken).ConfigureAwait(false);
                run.Recognitions += erasable.Length;
            }

            if (ended.Count < asked)
            {
                return;
            }
        }

        run.Complete = false;
    }

    /// <summary>Whether what a source says must be kept: it is a case that is held, and not a document of a department.</summary>
    private async Task<bool> IsHeldAsync(string source, CancellationToken cancellationToken) =>
        CaseIds.IsWellFormed(source) && await store.FindAsync(source, cancellationToken).ConfigureAwait(false) is { IsHeld: true };

    private async Task AuditAsync(RetentionRule rule, DateTimeOffset now, Run run, CancellationToken cancellationToken)
    {
        while (await audit.FindOldestAsync(rule.DueBeforeDay(now), cancellationToken).ConfigureAwait(false) is { } day)
        {
            if (run.AuditDays == run.Max)
            {
                run.Complete = false;
                return;
            }

            var certificate = Certificate(now, AuditDayDeleted, FormattableString.Invariant($"{rule.Ground} {AuditForm.Text(day.Day)} {day.Count} {day.Hash}"));
            if (!await audit.DeleteDayAsync(day, certificate, cancellationToken).ConfigureAwait(false))
            {
                LogKept(logger, AuditForm.Text(day.Day));
                return;
            }

            run.AuditDays++;
        }
    }

    private static AuditEntry Certificate(DateTimeOffset now, string action, string subject) =>
        new(now, Actor.Retention, action) { Subject = subject, Purpose = Purpose };

    /// <summary>One thing that cannot be erased does not hold up the others.</summary>
    private async Task TryAsync(string kind, string caseId, Func<Task> erase, Run run, CancellationToken cancellationToken)
    {
        try
        {
            await erase().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // It stays due, and the next run tries again.
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            run.Failed++;
            LogFailed(logger, kind, caseId, error.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Information, "Retention done: {Cases} cases, {Files} files, {Recognitions} recognitions, {AuditDays} days of the trail, {Failed} failed, complete: {Complete}.", EventName = "RetentionDone")]
    private static partial void LogDone(ILogger logger, int cases, int files, int recognitions, int auditDays, int failed, bool complete);

    [LoggerMessage(LogLevel.Error, "What is due ({Kind}, case {CaseId}) could not be erased ({Error}); the next run tries again.", EventName = "RetentionFailed")]
    private static partial void LogFailed(ILogger logger, string kind, string caseId, string error);

    [LoggerMessage(LogLevel.Information, "The store does not let go of the trail of {Day} yet.")]
    private static partial void LogKept(ILogger logger, string day);

    /// <summary>What a run has done so far.</summary>
    private sealed class Run(int max)
    {
        public int Max { get; } = max;

        public int Cases { get; set; }

        public int Files { get; set; }

        public int Recognitions { get; set; }

        public int AuditDays { get; set; }

        public int Failed { get; set; }

        public bool Complete { get; set; } = true;
    }
}
