using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using SocialAssistance.Storage.Sqlite;
using SocialAssistance.Testing.Samples;

namespace SocialAssistance.Storage.Tests.Sqlite;

/// <summary>A folder for a database that goes away with the test.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("social-assistance-");
    private SqliteDatabase? _database;

    public string Path => System.IO.Path.Combine(_folder.FullName, "cases.db");

    public SqliteDatabase Open(int cachedCases = 1024) =>
        _database = SqliteDatabase.Open(new SqliteOptions(Path) { CachedCases = cachedCases });

    public SqliteCaseStore OpenCases(int cachedCases = 1024) => new(Open(cachedCases), SampleAudit.Chain);

    /// <summary>The trail, as on the day after the samples.</summary>
    public SqliteAuditTrail OpenTrail() => new(Open(), SampleAudit.Chain, new FakeTimeProvider(SampleCases.Now.AddDays(1)));

    public async Task CloseAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    /// <summary>What another program sees in the file now; null when it sees nothing.</summary>
    public object? Peek(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _folder.Delete(recursive: true);
    }
}
