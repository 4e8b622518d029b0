using Microsoft.Data.Sqlite;

namespace SocialAssistance.Testing.Sqlite;

/// <summary>A look into a host's database, past the host.</summary>
public static class DatabaseFile
{
    /// <summary>Reads rows; the host may have the file open.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sql">A query.</param>
    /// <param name="read">Reads one row.</param>
    public static List<T> Read<T>(string path, string sql, Func<SqliteDataReader, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        using var connection = Connect(path, SqliteOpenMode.ReadOnly);
        using var command = Command(connection, sql);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>Changes it as somebody would who has the disk.</summary>
    /// <returns>How many rows were changed.</returns>
    public static int Change(string path, string sql)
    {
        using var connection = Connect(path, SqliteOpenMode.ReadWrite);
        using var command = Command(connection, sql);
        return command.ExecuteNonQuery();
    }

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Tests' own texts.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
