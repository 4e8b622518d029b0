using System.Collections.Immutable;
using SocialAssistance.Cases;

namespace SocialAssistance.Privacy;

/// <summary>A case that was stored before personal values were sealed, or before a text of it was counted as personal.</summary>
/// <param name="Document">The case as JSON, in clear.</param>
/// <param name="Keys">Its submission keys; unkeyed when nothing of it was sealed.</param>
/// <param name="Digests">Digests of what was submitted; unkeyed when nothing of it was sealed.</param>
public sealed record ClearCase(ReadOnlyMemory<byte> Document, ImmutableArray<string> Keys, ImmutableArray<string> Digests);

/// <summary>The cases of a store that are still in clear. A store that never had any need not have this.</summary>
public interface IClearCases
{
    /// <summary>Ids of cases in clear.</summary>
    Task<IReadOnlyList<string>> ListAsync(int max, CancellationToken cancellationToken);

    /// <summary>A case in clear.</summary>
    Task<ClearCase> ReadAsync(string caseId, CancellationToken cancellationToken);

    /// <summary>Puts the sealed case in the place of the clear one, and keyed keys and digests in the place of unkeyed ones, in one write.</summary>
    /// <param name="sealedCase">The same version of the same case, sealed.</param>
    /// <param name="keys">The keyed submission key of each unkeyed one.</param>
    /// <param name="digests">The keyed digest of each unkeyed one.</param>
    /// <param name="cancellationToken">Cancels it before the write.</param>
    Task SealAsync(
        Case sealedCase, IReadOnlyDictionary<string, string> keys, IReadOnlyDictionary<string, string> digests, CancellationToken cancellationToken);

    /// <summary>When none is left: wipes what the clear cases leave behind in the store's files, unless that was done.</summary>
    Task WipeAsync(CancellationToken cancellationToken);
}
