namespace SocialAssistance.Materials;

/// <summary>A file written straight to the incoming area.</summary>
/// <param name="Name">Its name there: <c>{caseId}/{material}/{fileName}</c> when the writer kept the rule.</param>
/// <param name="Size">Bytes.</param>
/// <param name="WrittenAt">When it was last written (UTC).</param>
/// <param name="Version">Tells it from another file written later under the same name.</param>
public sealed record IncomingFile(string Name, long Size, DateTimeOffset WrittenAt, string Version);

/// <summary>
/// Keeps scans: the incoming area that window scanners write to, the accepted materials, the quarantine. What people wait
/// for (keeping, quarantining and opening a scan) fails with <see cref="MaterialStoreUnavailableException"/>.
/// </summary>
public interface IMaterialStore
{
    /// <summary>Creates what is missing (containers). Safe to call again.</summary>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>Keeps an accepted scan; writing the same scan again changes nothing.</summary>
    Task KeepAsync(string caseId, string materialId, string contentType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Keeps a scan that was not accepted apart from the accepted ones.</summary>
    Task QuarantineAsync(string caseId, string materialId, string contentType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Opens an accepted scan for reading, or null when there is none.</summary>
    Task<Stream?> OpenAsync(string caseId, string materialId, CancellationToken cancellationToken);

    /// <summary>The bytes of a quarantined scan, or null when there is none.</summary>
    Task<ReadOnlyMemory<byte>?> ReadQuarantinedAsync(string caseId, string materialId, CancellationToken cancellationToken);

    /// <summary>Deletes a quarantined scan; nothing happens when there is none.</summary>
    Task DeleteQuarantinedAsync(string caseId, string materialId, CancellationToken cancellationToken);

    /// <summary>Files waiting in the incoming area, oldest names first, at most <paramref name="max"/>.</summary>
    Task<IReadOnlyList<IncomingFile>> ListIncomingAsync(int max, CancellationToken cancellationToken);

    /// <summary>A file waiting in the incoming area, or null when it is gone.</summary>
    Task<IncomingFile?> FindIncomingAsync(string name, CancellationToken cancellationToken);

    /// <summary>The bytes of an incoming file, or null when it is gone or larger than <paramref name="maxBytes"/>.</summary>
    Task<ReadOnlyMemory<byte>?> ReadIncomingAsync(string name, long maxBytes, CancellationToken cancellationToken);

    /// <summary>Removes an incoming file that is dealt with; nothing happens when it is gone, or was written anew, which is
    /// another file to deal with.</summary>
    Task DeleteIncomingAsync(IncomingFile file, CancellationToken cancellationToken);

    /// <summary>Moves an incoming file that belongs to no case, or that is no scan at all, to the quarantine, whatever its size.</summary>
    Task QuarantineIncomingAsync(string name, CancellationToken cancellationToken);

    /// <summary>Asks the store for a sign of life.</summary>
    /// <exception cref="Exception">The store does not answer.</exception>
    Task PingAsync(CancellationToken cancellationToken);
}
