namespace SocialAssistance.Privacy.Retention;

/// <summary>Where files can lie that belong to no accepted material.</summary>
public enum FileArea
{
    /// <summary>Where refused scans are kept.</summary>
    Quarantine,

    /// <summary>Where window scanners write to.</summary>
    Incoming,
}

/// <summary>A file that was last written long ago.</summary>
/// <param name="Area">Where it lies.</param>
/// <param name="Name">Its name there.</param>
/// <param name="CaseId">Number of the case that its name speaks of; null when it speaks of none. The case need not be there.</param>
/// <param name="Version">Tells it from another file written later under the same name.</param>
public sealed record OldFile(FileArea Area, string Name, string? CaseId, string Version);

/// <summary>Deletes scans for good. Every call throws whatever the store throws when it does not do what it is asked.</summary>
public interface IScanErasure
{
    /// <summary>Deletes every scan of a case, accepted or refused; doing it again changes nothing.</summary>
    Task EraseCaseAsync(string caseId, CancellationToken cancellationToken);

    /// <summary>The files of an area that were last written before a moment.</summary>
    IAsyncEnumerable<OldFile> ListOldAsync(FileArea area, DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Deletes a file; nothing happens when it is gone or was written anew.</summary>
    Task DeleteAsync(OldFile file, CancellationToken cancellationToken);
}
