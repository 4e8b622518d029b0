using Microsoft.Extensions.Logging;

namespace SocialAssistance.Materials;

/// <summary>
/// Takes up files written straight to the incoming area by window scanners (design: the second way in). A file leaves it
/// only when its case has it or it lies in the quarantine.
/// </summary>
public sealed partial class IncomingFiles(IMaterialStore materials, MaterialIntake intake, ILogger<IncomingFiles> logger)
{
    /// <summary>Takes up one file; nothing happens when it is gone already.</summary>
    public async Task TakeUpAsync(IncomingFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (IncomingName.TryParse(file.Name) is { } name && await TakeUpAsync(file, name, cancellationToken).ConfigureAwait(false))
        {
            await materials.DeleteIncomingAsync(file, cancellationToken).ConfigureAwait(false);
            return;
        }

        await materials.QuarantineIncomingAsync(file.Name, cancellationToken).ConfigureAwait(false);
        LogQuarantined(logger);
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
}
