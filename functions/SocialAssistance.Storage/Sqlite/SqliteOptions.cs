namespace SocialAssistance.Storage.Sqlite;

/// <summary>Where the database is and how much memory it may take.</summary>
/// <param name="Path">The database file; its folder must exist. Beside it SQLite keeps <c>-wal</c> and <c>-shm</c>.</param>
public sealed record SqliteOptions(string Path)
{
    /// <summary>How many reads may run at the same time, each on a connection of its own.</summary>
    public int Readers { get; init; } = Math.Max(4, Environment.ProcessorCount);

    /// <summary>How many cases are kept in memory as they were last written; 0 keeps none. A case takes
    /// up to about 70 KB. Only right as long as this
    /// process is the only one that writes, which the host sees to by locking its data folder.</summary>
    public int CachedCases { get; init; } = 1024;
}
