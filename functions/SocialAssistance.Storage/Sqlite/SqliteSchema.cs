using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>
/// The schema of the database as numbered steps. <c>PRAGMA user_version</c> is the number of the last step taken; a step
/// that was ever released is never changed, a new one is added.
/// </summary>
public static partial class SqliteSchema
{
    private static readonly string[] Steps = [Cases, Register, Audit, AuditChains, Privacy, Retention, Wiped, Townships, FedByCounty];

    /// <summary>The version this program works with.</summary>
    public static int Version => Steps.Length;

    /// <summary>Brings a database forward to <see cref="Version"/>.</summary>
    /// <exception cref="SqliteSchemaException">A later program made it; nothing was changed.</exception>
    public static void Migrate(SqliteConnection connection) => Migrate(connection, Version);

    /// <summary>Brings a database forward to a version; one that is there already stays as it is.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="version">From 1 to <see cref="Version"/>.</param>
    /// <exception cref="SqliteSchemaException">A later program made it; nothing was changed.</exception>
    public static void Migrate(SqliteConnection connection, int version)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(version, Version);
        var found = Check(connection);
        while (found < version)
        {
            // Immediate: of two programs that open the file at once, the second sees what the first has done.
            using var transaction = connection.BeginTransaction(deferred: false);
            found = Check(connection);
            if (found < version)
            {
                Run(connection, Steps[found]);
                found++;
                Run(connection, FormattableString.Invariant($"PRAGMA user_version = {found}"));
            }

            transaction.Commit();
        }
    }

    /// <summary>The version of a database that this program can work with.</summary>
    /// <exception cref="SqliteSchemaException">A later program made it.</exception>
    internal static int Check(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        var found = Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        return found <= Version ? found : throw new SqliteSchemaException(found, Version);
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

/// <summary>The database was made by a later program; working on it could lose what only that program understands.</summary>
/// <param name="found">Version of the database.</param>
/// <param name="known">The latest version that this program knows.</param>
public sealed class SqliteSchemaException(int found, int known) : Exception(FormattableString.Invariant(
    $"The database has schema version {found}, this program knows versions up to {known}. Start the program that made it, or a later one."))
{
    /// <summary>Version of the database.</summary>
    public int Found { get; } = found;

    /// <summary>The latest version that this program knows.</summary>
    public int Known { get; } = known;
}
