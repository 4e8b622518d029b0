using System.Text.Json;
using Microsoft.Azure.Cosmos;
using SocialAssistance.Register;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>A recognition as it is stored: one document for a source, a category and a person.</summary>
internal sealed record RecognitionDocument(
    string Id, string PersonKey, string Source, string Category, string DocumentNumber, string Division, DateOnly ValidFrom, DateOnly? ValidTo)
{
    public static RecognitionDocument Of(string source, Recognition recognition) => new(
        DocumentIds.Of(source, recognition.Category, recognition.PersonKey),
        recognition.PersonKey,
        source,
        recognition.Category,
        recognition.DocumentNumber,
        recognition.Division,
        recognition.ValidFrom,
        recognition.ValidTo);

    public Recognition ToRecognition() => new(PersonKey, Category, DocumentNumber, Division, ValidFrom, ValidTo);
}

/// <summary>The register of recognised people in Cosmos DB, a person's recognitions together.</summary>
/// <remarks>
/// A family's recognitions are several documents and not written at once: what fails in the middle is finished when it is
/// done again, as a task that is owed will be. Every call throws <see cref="Cases.StoreUnavailableException"/> when the
/// database is too busy or does not answer.
/// </remarks>
public sealed class CosmosRecognitionRegister(CosmosDatabase database) : IRecognitionRegister
{
    /// <summary>People asked for in one query.</summary>
    private const int PeopleAtOnce = 50;

    private const int PageSize = 500;
    private const int WritesAtOnce = 8;

    /// <summary>Most recognitions of one question; a family has a handful.</summary>
    private const int MostFound = 5_000;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A recognition is of another category.</exception>
    public async Task ReplaceAsync(
        string source, string category, IReadOnlyCollection<Recognition> recognitions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(recognitions);
        if (recognitions.Any(r => r.Category != category))
        {
            throw new ArgumentException("A recognition is of another category than the one that is replaced.", nameof(recognitions));
        }

        var said = await QueryAsync(
            new QueryDefinition($"SELECT TOP {MostFound + 1} * FROM c WHERE c.source = @source AND c.category = @category")
                .WithParameter("@source", source)
                .WithParameter("@category", category),
            cancellationToken).ConfigureAwait(false);
        var says = recognitions.Select(r => RecognitionDocument.Of(source, r)).ToArray();
        await WriteAsync(says.Except(said), cancellationToken).ConfigureAwait(false);
        await ForEachAsync(
            said.ExceptBy(says.Select(d => d.Id), d => d.Id, StringComparer.Ordinal),
            TakeOutAsync,
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task PutAsync(IReadOnlyCollection<(string Source, Recognition Recognition)> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);

        // Of two entries for the same document the last one counts.
        var documents = entries.Select(e => RecognitionDocument.Of(e.Source, e.Recognition)).GroupBy(d => d.Id, StringComparer.Ordinal).Select(g => g.Last());
        await WriteAsync(documents, cancellationToken).ConfigureAwait(false);

        // Only now: in between, the person stands there twice rather than not at all.
        await ForEachAsync(
            entries.SelectMany(e => e.Recognition.OtherKeys, (e, other) => RecognitionDocument.Of(e.Source, e.Recognition with { PersonKey = other })),
            TakeOutAsync,
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Recognition>> FindAsync(
        IReadOnlyCollection<string> personKeys, DateOnly? day, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(personKeys);
        var found = new List<RecognitionDocument>();
        foreach (var people in personKeys.Distinct(StringComparer.Ordinal).Chunk(PeopleAtOnce))
        {
            var names = people.Select((_, index) => FormattableString.Invariant($"@p{index}")).ToArray();
            var query = new QueryDefinition(
                $"SELECT TOP {MostFound + 1} * FROM c WHERE c.personKey IN ({string.Join(", ", names)})"
                + (day is null ? "" : " AND c.validFrom <= @day AND (NOT IS_DEFINED(c.validTo) OR c.validTo >= @day)"));
            if (day is { } on)
            {
                query.WithParameter("@day", on.Text());
            }

            foreach (var (name, person) in names.Zip(people))
            {
                query.WithParameter(name, person);
            }

            found.AddRange(await QueryAsync(query, cancellationToken).ConfigureAwait(false));
        }

        return
        [
            .. found.OrderBy(d => d.Category, StringComparer.Ordinal).ThenBy(d => d.Source, StringComparer.Ordinal).Select(d => d.ToRecognition()),
        ];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(string Source, Recognition Recognition)>> ListEndedAsync(
        DateOnly before, int max, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(FormattableString.Invariant(
            $"SELECT TOP {Math.Clamp(max, 1, MostFound)} * FROM c WHERE c.validTo < @before")).WithParameter("@before", before.Text());
        return [.. (await QueryAsync(query, cancellationToken).ConfigureAwait(false)).Select(d => (d.Source, d.ToRecognition()))];
    }

    /// <inheritdoc/>
    /// <remarks>One that is entered anew between the listing and this goes too: departments do not renew what ended years ago.</remarks>
    public Task DeleteEndedAsync(IReadOnlyCollection<(string Source, Recognition Recognition)> ended, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ended);
        return ForEachAsync(ended.Select(e => RecognitionDocument.Of(e.Source, e.Recognition)), TakeOutAsync, cancellationToken);
    }

    private static Task ForEachAsync<T>(IEnumerable<T> all, Func<T, CancellationToken, Task> act, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            all,
            new ParallelOptions { MaxDegreeOfParallelism = WritesAtOnce, CancellationToken = cancellationToken },
            async (one, token) => await act(one, token).ConfigureAwait(false));

    private Task TakeOutAsync(RecognitionDocument document, CancellationToken cancellationToken) =>
        database.Calls.DeleteAsync("take-out-recognition", database.Recognitions, document.Id, document.PersonKey, cancellationToken);

    private Task WriteAsync(IEnumerable<RecognitionDocument> documents, CancellationToken cancellationToken) => ForEachAsync(
        documents,
        (document, token) => database.Calls.UpsertAsync(
            "enter-recognition",
            database.Recognitions,
            document.PersonKey,
            JsonSerializer.SerializeToUtf8Bytes(document, CosmosJson.Default.RecognitionDocument),
            token),
        cancellationToken);

    private async Task<IReadOnlyList<RecognitionDocument>> QueryAsync(QueryDefinition query, CancellationToken cancellationToken)
    {
        using var documents = new CosmosQuery<RecognitionDocument>(
            database.Calls, "find-recognitions", database.Recognitions, query, PageSize, CosmosJson.Default.QueryPageRecognitionDocument);
        var found = await documents.AllAsync(cancellationToken).ConfigureAwait(false);

        // A part of it passed off as the whole would take somebody's recognition away.
        return found.Count <= MostFound ? found : throw new InvalidOperationException($"The register gave more than {MostFound} recognitions at once.");
    }
}
