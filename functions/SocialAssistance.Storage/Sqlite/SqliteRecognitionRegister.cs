using Microsoft.Data.Sqlite;
using SocialAssistance.Register;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>The register of recognised people in the database.</summary>
public sealed class SqliteRecognitionRegister(SqliteDatabase database) : IRecognitionRegister
{
    private const string Put = """
        INSERT INTO recognitions (source, category, person_key, document_number, division, valid_from, valid_to)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (source, category, person_key) DO UPDATE SET document_number = ?4, division = ?5, valid_from = ?6, valid_to = ?7
        """;

    private const string TakeOut = "DELETE FROM recognitions WHERE source = ?1 AND category = ?2 AND person_key = ?3";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A recognition is of another category.</exception>
    public Task ReplaceAsync(
        string source, string category, IReadOnlyCollection<Recognition> recognitions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(recognitions);
        if (recognitions.Any(r => r.Category != category))
        {
            throw new ArgumentException("A recognition is of another category than the one that is replaced.", nameof(recognitions));
        }

        return database.WriteAsync(
            session =>
            {
                session.Execute("DELETE FROM recognitions WHERE source = ?1 AND category = ?2", source, category);
                return Enter(session, recognitions.Select(r => (source, r)));
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task PutAsync(IReadOnlyCollection<(string Source, Recognition Recognition)> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return database.WriteAsync(session => Enter(session, entries), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Recognition>> FindAsync(
        IReadOnlyCollection<string> personKeys, DateOnly? day, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(personKeys);
        return database.ReadAsync<IReadOnlyList<Recognition>>(
            session =>
            [
                .. personKeys.Distinct(StringComparer.Ordinal).SelectMany(k => day is { } on
                    ? session.Query(SqliteQueries.RecognitionsOfPerson, Read, k, on.Text())
                    : session.Query(SqliteQueries.AllRecognitionsOfPerson, Read, k)),
            ],
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<(string Source, Recognition Recognition)>> ListEndedAsync(DateOnly before, int max, CancellationToken cancellationToken) =>
        database.ReadAsync(s => s.Query(SqliteQueries.EndedRecognitions, r => (r.GetString(6), Read(r)), before.Text(), (long)max), cancellationToken);

    /// <inheritdoc/>
    public Task DeleteEndedAsync(IReadOnlyCollection<(string Source, Recognition Recognition)> ended, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ended);
        return database.WriteAsync(
            session =>
            {
                foreach (var (source, r) in ended)
                {
                    session.Execute(TakeOut + " AND valid_to = ?4", source, r.Category, r.PersonKey, r.ValidTo.Text());
                }

                return true;
            },
            cancellationToken);
    }

    private static bool Enter(SqliteSession session, IEnumerable<(string Source, Recognition Recognition)> entries)
    {
        foreach (var (source, r) in entries)
        {
            foreach (var other in r.OtherKeys)
            {
                session.Execute(TakeOut, source, r.Category, other);
            }

            session.Execute(Put, source, r.Category, r.PersonKey, r.DocumentNumber, r.Division, r.ValidFrom.Text(), r.ValidTo.Text());
        }

        return true;
    }

    private static Recognition Read(SqliteDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetDay(4), reader.FindDay(5));
}
