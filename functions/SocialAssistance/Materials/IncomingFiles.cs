using Microsoft.Extensions.Logging;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Materials;

/// <summary>
/// Takes up files written straight to the incoming area by window scanners (design: the second way in). A file leaves it
/// only when its case has it or it lies in the quarantine.
/// </summary>
public sealed partial class IncomingFiles(
    IMaterialStore materials, MaterialIntake intake, IAuditTrail audit, TimeProvider clock, ILogger<IncomingFiles> logger)
{
    private const string Refused = "incoming-file-refused";
    private const int MaxListed = 5_000;

    /// <summary>Takes up the file of that name; nothing happens when it is gone already.</summary>
    public async Task TakeUpAsync(string name, CancellationToken cancellationToken)
    {
        if (await materials.FindIncomingAsync(name, cancellationToken).ConfigureAwait(false) is { } file)
        {
            await TakeUpAsync(file, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Takes up files that have waited longer than they should, because nothing told of them or because they could not be
    /// taken up before. One that cannot be taken up now does not hold up the others: it stays where it is, and its case
    /// says so.
    /// </summary>
    /// <param name="waited">How long a file must have waited.</param>
    /// <param name="max">Most files that are taken up.</param>
    /// <param name="cancellationToken">Cancels between two files.</param>
    public async Task TakeUpLeftAsync(TimeSpan waited, int max, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - waited;
        var left = (await materials.ListIncomingAsync(MaxListed, cancellationToken).ConfigureAwait(false)).Where(f => f.WrittenAt <= before).ToArray();

        // In any order: files that are stuck for good must not always stand before the others.
        Random.Shared.Shuffle(left);
        foreach (var file in left.Take(max).TakeWhile(_ => !cancellationToken.IsCancellationRequested))
        {
            await TryTakeUpAsync(file, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes up one file; nothing happens when it is gone already.</summary>
    public async Task TakeUpAsync(IncomingFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (IncomingName.TryParse(file.Name) is { } name && await TakeUpAsync(file, name, cancellationToken).ConfigureAwait(false))
        {
            await materials.DeleteIncomingAsync(file, cancellationToken).ConfigureAwait(false);
            return;
        }

        await audit.AppendAsync(Refusal(file), cancellationToken).ConfigureAwait(false);
        await materials.QuarantineIncomingAsync(file.Name, cancellationToken).ConfigureAwait(false);
        LogQuarantined(logger);
    }

    /// <summary>The name may hold a person's name: of it only the case is kept.</summary>
    private AuditEntry Refusal(IncomingFile file) => new(clock.Now(), Actor.IncomingFiles, Refused)
    {
        CaseId = IncomingName.TryParse(file.Name) is { } name && CaseIds.IsWellFormed(name.CaseId) ? name.CaseId : "",
        Purpose = "follow-application",
        Outcome = "quarantined",
    };

    private async Task TryTakeUpAsync(IncomingFile file, CancellationToken cancellationToken)
    {
        try
        {
            await TakeUpAsync(file, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The file stays, and is found again.
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotTakenUp(logger, error.GetType().Name);
            await TryReportStuckAsync(file, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Notes in its case that the file came and could not be taken up. The file stays where it is.</summary>
    private async Task TryReportStuckAsync(IncomingFile file, CancellationToken cancellationToken)
    {
        if (IncomingName.TryParse(file.Name) is not { } name)
        {
            return;
        }

        LogStuck(logger, name.CaseId);
        try
        {
            await intake.NoteStuckAsync(
                name.CaseId, name.Material, DisplayFileName.Clean(name.FileName), file.Size, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The next time it is noted, or taken up after all.
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotTakenUp(logger, error.GetType().Name);
        }
    }

    /// <summary>Whether the case has the file's content now; what is too large is only named in the case.</summary>
    private async Task<bool> TakeUpAsync(IncomingFile file, IncomingName name, CancellationToken cancellationToken)
    {
        var fileName = DisplayFileName.Clean(name.FileName);
        if (file.Size > ScanInspector.MaxBytes)
        {
            await intake.RefuseTooLargeAsync(name.CaseId, name.Material, fileName, file.Size, cancellationToken).ConfigureAwait(false);
            return false;
        }

        return await materials.ReadIncomingAsync(file.Name, ScanInspector.MaxBytes, cancellationToken).ConfigureAwait(false) is not { } content
            || await intake.FileUnattendedAsync(name.CaseId, name.Material, fileName, content, cancellationToken).ConfigureAwait(false) is { Refusal: null };
    }

    // The name may hold a person's name: it is not logged.
    [LoggerMessage(LogLevel.Warning, "An incoming file that no case can take went to the quarantine.")]
    private static partial void LogQuarantined(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "An incoming file could not be taken up ({Error}); it is tried again.")]
    private static partial void LogNotTakenUp(ILogger logger, string error);

    [LoggerMessage(LogLevel.Error, "A file that came for case {CaseId} cannot be taken up; it stays in the incoming area.", EventName = "IncomingStuck")]
    private static partial void LogStuck(ILogger logger, string caseId);
}
