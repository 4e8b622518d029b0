namespace SocialAssistance.Privacy.Keys;

/// <summary>A data key as it is kept.</summary>
/// <param name="Id">Its id, which every value sealed under it names.</param>
/// <param name="Suite">Name of the cipher it is for.</param>
/// <param name="CreatedAt">When it was made (UTC).</param>
/// <param name="ActiveFrom">From when on it seals new values; several hosts must have heard of it by then.</param>
/// <param name="Wrapped">The key itself, wrapped.</param>
public sealed record DataKeyRecord(string Id, string Suite, DateTimeOffset CreatedAt, DateTimeOffset ActiveFrom, WrappedSecret Wrapped)
{
    /// <summary>Keyed hash over all the rest (<see cref="DataKeySeal"/>).</summary>
    public string Seal { get; init; } = "";
}

/// <summary>Keeps data keys, wrapped; none is ever deleted, because a value sealed under it may be anywhere.</summary>
public interface IDataKeyStore
{
    /// <summary>All data keys.</summary>
    Task<IReadOnlyList<DataKeyRecord>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a new data key.</summary>
    /// <returns>False when there is one with that id; nothing is written then.</returns>
    Task<bool> AddAsync(DataKeyRecord key, CancellationToken cancellationToken);

    /// <summary>Puts another wrapping of the same key, with its seal, in the place of <paramref name="previous"/>.</summary>
    /// <returns>False when somebody else did so in between; nothing is written then.</returns>
    Task<bool> RewrapAsync(DataKeyRecord previous, DataKeyRecord rewrapped, CancellationToken cancellationToken);

    /// <summary>Keeps by what the installation's secret is known again, unless that is kept already.</summary>
    /// <returns>What is kept.</returns>
    Task<string> MarkAsync(string mark, CancellationToken cancellationToken);
}
