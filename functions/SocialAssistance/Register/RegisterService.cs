using System.Collections.Immutable;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;

namespace SocialAssistance.Register;

/// <summary>Compares people with the register and keeps what cases and departments say of them.</summary>
public sealed class RegisterService(IRecognitionRegister register, IKeyedHash hash, TimeProvider clock)
{
    /// <summary>What is in force today for some people.</summary>
    /// <param name="people">Each with the name by which the answer is to refer to them, and the ID number.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public Task<ImmutableArray<RegisterMatch>> CompareAsync(
        IReadOnlyCollection<(string Place, string IdNumber)> people, CancellationToken cancellationToken) =>
        CompareAsync([.. people.Select(p => new KeyedPerson(p.Place, hash.Candidates(HashPurpose.Person, p.IdNumber)))], cancellationToken);

    /// <summary>What is in force today for some people whose ID numbers are known by their keyed hashes.</summary>
    public Task<ImmutableArray<RegisterMatch>> CompareAsync(ImmutableArray<KeyedPerson> people, CancellationToken cancellationToken) =>
        FindAsync(people, clock.Today(), cancellationToken);

    /// <summary>All that is held of somebody: what is in force, what is not yet, and what has ended and is still kept.</summary>
    public Task<ImmutableArray<RegisterMatch>> HeldAsync(KeyedPerson person, CancellationToken cancellationToken) =>
        FindAsync([person], null, cancellationToken);

    /// <summary>Enters what an item of a case says now: its recognition of the household, or none.</summary>
    public Task EnterAsync(Cases.Case @case, string item, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(@case);
        var recognised = Cases.Recognitions.Of(@case, @case.FindItem(item)!, clock.Today());
        return register.ReplaceAsync(
            @case.CaseId,
            item,
            recognised is null ? [] : [.. @case.People.Select(person => ToRecognition(recognised, person.Keys[0]))],
            cancellationToken);
    }

    /// <summary>Enters recognitions that a department feeds.</summary>
    public Task PutAsync(IEnumerable<RecognitionEntry> entries, CancellationToken cancellationToken) => register.PutAsync(
        [
            .. entries.Select(e => (SourceOf(e), ToRecognition(e, hash.Candidates(HashPurpose.Person, e.IdNumber)))),
        ],
        cancellationToken);

    private async Task<ImmutableArray<RegisterMatch>> FindAsync(ImmutableArray<KeyedPerson> people, DateOnly? day, CancellationToken cancellationToken)
    {
        var places = people.SelectMany(p => p.Keys, (p, key) => (p.Place, key)).ToLookup(p => p.key, p => p.Place, StringComparer.Ordinal);
        var found = await register.FindAsync([.. places.Select(p => p.Key)], day, cancellationToken).ConfigureAwait(false);

        // A family recognised together is one match for all of them.
        return
        [
            .. found
                .GroupBy(r => r with { PersonKey = "" })
                .OrderBy(g => g.Key.Category, StringComparer.Ordinal)
                .ThenBy(g => g.Key.DocumentNumber, StringComparer.Ordinal)
                .Select(g => new RegisterMatch(
                    [.. g.SelectMany(r => places[r.PersonKey]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                    g.Key.Category,
                    g.Key.DocumentNumber,
                    g.Key.Division,
                    g.Key.ValidFrom,
                    g.Key.ValidTo)),
        ];
    }

    /// <summary>
    /// A document of a county: numbers are a county's own, and no feed touches what another county, or a case, has said,
    /// whatever it calls its document.
    /// </summary>
    private static string SourceOf(RecognitionEntry entry) => entry.Division + " " + entry.DocumentNumber;

    private static Recognition ToRecognition(RecognitionEntry entry, ImmutableArray<string> keys) =>
        new(keys[0], entry.Category, entry.DocumentNumber, entry.Division, entry.ValidFrom, entry.ValidTo) { OtherKeys = keys[1..] };

    private static Recognition ToRecognition(RegisterMatch match, string personKey) => new(
        personKey, match.Category, match.DocumentNumber, match.Division, match.ValidFrom, match.ValidTo);
}

/// <summary>A recognition as a department feeds it. Entered again with the same division, document and person, it replaces.</summary>
/// <param name="Category">Code of the recognising item.</param>
/// <param name="IdNumber">ID number of the person.</param>
/// <param name="DocumentNumber">Number of the recognition's document.</param>
/// <param name="Division">County that recognised, six digits.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day, or null when open-ended; a day in the past takes the recognition back.</param>
public sealed record RecognitionEntry(
    string Category, string IdNumber, string DocumentNumber, string Division, DateOnly ValidFrom, DateOnly? ValidTo);
