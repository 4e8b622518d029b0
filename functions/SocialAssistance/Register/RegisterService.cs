using System.Collections.Immutable;
using SocialAssistance.Applications;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;

namespace SocialAssistance.Register;

/// <summary>Compares people with the register and keeps what cases and departments say of them.</summary>
public sealed class RegisterService(IRecognitionRegister register, IPersonKeys persons, TimeProvider clock)
{
    /// <summary>What is in force today for the applicant and the household of a form.</summary>
    public Task<ImmutableArray<RegisterMatch>> CompareAsync(ApplicationForm form, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(form);
        return CompareAsync([.. form.IdNumbers().Select((number, index) => (PersonPlaces.At(index), number))], cancellationToken);
    }

    /// <summary>What is in force today for some people.</summary>
    /// <param name="people">Each with the name by which the answer is to refer to them, and the ID number.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<ImmutableArray<RegisterMatch>> CompareAsync(
        IReadOnlyCollection<(string Place, string IdNumber)> people, CancellationToken cancellationToken)
    {
        var places = people.ToLookup(p => persons.For(p.IdNumber), p => p.Place);
        var found = await register.FindAsync([.. places.Select(p => p.Key)], clock.Today(), cancellationToken).ConfigureAwait(false);

        // A family recognised together is one match for all of them.
        return
        [
            .. found
                .GroupBy(r => r with { PersonKey = "" })
                .OrderBy(g => g.Key.Category, StringComparer.Ordinal)
                .ThenBy(g => g.Key.DocumentNumber, StringComparer.Ordinal)
                .Select(g => new RegisterMatch(
                    [.. g.SelectMany(r => places[r.PersonKey]).Order(StringComparer.Ordinal)],
                    g.Key.Category,
                    g.Key.DocumentNumber,
                    g.Key.Division,
                    g.Key.ValidFrom,
                    g.Key.ValidTo)),
        ];
    }

    /// <summary>Enters what an item of a case says now: its recognition of the household, or none.</summary>
    public Task EnterAsync(Cases.Case @case, string item, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(@case);
        var recognised = Cases.Recognitions.Of(@case, @case.FindItem(item)!, clock.Today());
        return register.ReplaceAsync(
            @case.CaseId,
            item,
            recognised is null ? [] : [.. @case.Form.IdNumbers().Select(number => ToRecognition(recognised, number))],
            cancellationToken);
    }

    /// <summary>Enters recognitions that a department feeds.</summary>
    public Task PutAsync(IEnumerable<RecognitionEntry> entries, CancellationToken cancellationToken) => register.PutAsync(
        [
            .. entries.Select(e => (
                e.DocumentNumber,
                new Recognition(persons.For(e.IdNumber), e.Category, e.DocumentNumber, e.Division, e.ValidFrom, e.ValidTo))),
        ],
        cancellationToken);

    private Recognition ToRecognition(RegisterMatch match, string idNumber) => new(
        persons.For(idNumber), match.Category, match.DocumentNumber, match.Division, match.ValidFrom, match.ValidTo);
}

/// <summary>A recognition as a department feeds it. Entered again with the same document and person, it replaces.</summary>
/// <param name="Category">Code of the recognising item.</param>
/// <param name="IdNumber">ID number of the person.</param>
/// <param name="DocumentNumber">Number of the recognition's document.</param>
/// <param name="Division">County that recognised, six digits.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day, or null when open-ended; a day in the past takes the recognition back.</param>
public sealed record RecognitionEntry(
    string Category, string IdNumber, string DocumentNumber, string Division, DateOnly ValidFrom, DateOnly? ValidTo);
