using Microsoft.Extensions.Logging;

namespace SocialAssistance.Materials;

/// <summary>
/// Takes up files written straight to the incoming area by window scanners (design: the second way in). A file leaves it
/// only when its case has it or it lies in the quarantine.
/// </summary>
public sealed partial class IncomingFiles(IMaterialStore materials, MaterialIntake intake, ILogger<IncomingFiles> logger)
{
    /// <summary>Takes up one file; nothing happens when it is gone already.</summary>
    public async Task TakeUpAsync(string name, CancellationToken cancellationToken)
    {
        if (IncomingName.TryParse(name) is not { } parsed
            || await ReadAsync(name, cancellationToken).ConfigureAwait(false) is not { } content
            || (await intake.FileUnattendedAsync(parsed.CaseId, parsed.Material, parsed.FileName, content, cancellationToken).ConfigureAwait(false)).Refusal is not null)
        {
            // It belongs to no case that could take it, or is too large to be read at all.
            await materials.QuarantineIncomingAsync(name, cancellationToken).ConfigureAwait(false);
            LogQuarantined(logger);
            return;
        }

        await materials.DeleteIncomingAsync(name, cancellationToken).ConfigureAwait(false);
    }

    // One byte more than allowed is read, so that a file just too large still reaches its case as refused.
    private Task<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken cancellationToken) =>
        materials.ReadIncomingAsync(name, ScanInspector.MaxBytes + 1, cancellationToken);

    // The name may hold a person's name: it is not logged.
    [LoggerMessage(LogLevel.Warning, "An incoming file that no case can take went to the quarantine.")]
    private static partial void LogQuarantined(ILogger logger);
}
