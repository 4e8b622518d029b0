using Microsoft.Extensions.Logging;
using SocialAssistance.Guide;

namespace SocialAssistance.Cases.Running;

/// <summary>What a sweep found.</summary>
/// <param name="Due">Cases that were due.</param>
/// <param name="Failed">Those of them that could not be driven; the next sweep finds them again.</param>
/// <param name="Oldest">How long the one that waited longest has been due.</param>
/// <param name="Complete">Whether all that was due has been looked at, and not only what fits into one sweep.</param>
public sealed record SweepResult(int Due, int Failed, TimeSpan Oldest, bool Complete);

/// <summary>
/// Finds the cases that are due although nobody woke them, and drives them here and now: it waits for no message that a
/// dead process still holds. Then it tells the lasting runner, which may never have heard of them. It is bounded, and two
/// sweeps beside each other do no harm.
/// </summary>
public sealed partial class Sweep(
    ICaseStore store, CaseStages stages, ICaseRunner lasting, TimeProvider clock, ILogger<Sweep> logger)
{
    /// <summary>Most cases in one sweep.</summary>
    public const int MaxCases = 5_000;

    private const int Page = 500;
    private const int AtOnce = 16;

    /// <summary>For one case.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>For all of them: a sweep that does not get through is followed by the next.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>Sweeps once, at most <see cref="MaxCases"/>, whatever is due now.</summary>
    public Task<SweepResult> RunAsync(CancellationToken cancellationToken) => RunAsync(MaxCases, TimeSpan.Zero, cancellationToken);

    /// <summary>Sweeps once.</summary>
    /// <param name="max">Most cases that are driven; those that have waited longest come first.</param>
    /// <param name="waited">How long a case must have been due: what has just become due is being driven already.</param>
    /// <param name="cancellationToken">Cancels it; what was driven stays driven.</param>
    public async Task<SweepResult> RunAsync(int max, TimeSpan waited, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        var swept = new HashSet<string>(StringComparer.Ordinal);
        var failed = 0;
        var oldest = 0L;
        var complete = false;
        var unseen = Array.Empty<string>();
        using var time = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        do
        {
            // Those that failed are still due and stand before the rest: they must not hide it.
            var asked = failed + Math.Min(Page, max - swept.Count);
            var due = await store.ListDueAsync(clock.Now() - waited, asked, cancellationToken).ConfigureAwait(false);
            unseen = [.. due.Where(swept.Add)];
            complete = due.Count < asked;
            await Parallel.ForEachAsync(
                unseen,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
                async (caseId, _) =>
                {
                    if (either.IsCancellationRequested)
                    {
                        return;
                    }

                    var (driven, since) = await DriveAsync(caseId, either.Token).ConfigureAwait(false);
                    Interlocked.Add(ref failed, driven ? 0 : 1);
                    InterlockedMax(ref oldest, (clock.Now() - since).Ticks);
                }).ConfigureAwait(false);
        }
        while (!complete && unseen.Length > 0 && swept.Count < max && !either.IsCancellationRequested);

        cancellationToken.ThrowIfCancellationRequested();
        var result = new SweepResult(swept.Count, failed, TimeSpan.FromTicks(oldest), complete && !time.IsCancellationRequested);
        LogDone(logger, result.Due, result.Failed, (long)result.Oldest.TotalSeconds, result.Complete);
        return result;
    }

    /// <returns>Whether it could be driven, and since when it had been due.</returns>
    private async Task<(bool Driven, DateTimeOffset Since)> DriveAsync(string caseId, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var since = clock.Now();
        Case? found = null;
        try
        {
            found = await store.FindAsync(caseId, either.Token).ConfigureAwait(false);
            since = found?.WakeAt ?? since;
            if (found is not null && await stages.DriveAsync(found, either.Token).ConfigureAwait(false) is { } after)
            {
                await lasting.WakeAsync(null, after, CancellationToken.None).ConfigureAwait(false);
            }

            return (true, since);
        }
#pragma warning disable CA1031 // One case that cannot be driven does not hold up the others.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogNotDriven(logger, caseId, error.GetType().Name);
            if (found is not null)
            {
                // The lasting runner has the time that a sweep has not.
                await lasting.WakeAsync(null, found, CancellationToken.None).ConfigureAwait(false);
            }

            return (false, since);
        }
    }

    private static void InterlockedMax(ref long target, long value)
    {
        var seen = Volatile.Read(ref target);
        while (value > seen)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }

    [LoggerMessage(LogLevel.Information, "Sweep done: {Due} due, {Failed} failed, the oldest for {OldestSeconds} s, complete: {Complete}.", EventName = "SweepDone")]
    private static partial void LogDone(ILogger logger, int due, int failed, long oldestSeconds, bool complete);

    [LoggerMessage(LogLevel.Error, "Case {CaseId} could not be driven by the sweep ({Error}); the next sweep tries again.", EventName = "SweepFailed")]
    private static partial void LogNotDriven(ILogger logger, string caseId, string error);
}
