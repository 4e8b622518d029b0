using System.Collections.Immutable;

namespace SocialAssistance.Register;

/// <summary>A recognised low-income person (低收入人口), as the register holds it.</summary>
/// <param name="PersonKey">Key of the person (<see cref="Privacy.IKeyedHash"/>); never the ID number.</param>
/// <param name="Category">Code of the recognising item.</param>
/// <param name="DocumentNumber">Number of the recognition's document.</param>
/// <param name="Division">County that recognised, six digits.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day, or null when open-ended.</param>
public sealed record Recognition(
    string PersonKey, string Category, string DocumentNumber, string Division, DateOnly ValidFrom, DateOnly? ValidTo)
{
    /// <summary>Keys under which the same person may have been written before; not stored, and empty in what is found.</summary>
    public ImmutableArray<string> OtherKeys { get; init => field = value.IsDefault ? [] : value; } = [];
}

/// <summary>The register of recognised low-income people (信息共享, annex 2 三(三)).</summary>
public interface IRecognitionRegister
{
    /// <summary>
    /// Makes <paramref name="recognitions"/> all that <paramref name="source"/> says in <paramref name="category"/>;
    /// what it said before and says no more is taken out. Doing it again changes nothing.
    /// </summary>
    /// <param name="source">The case, or the document, that the recognitions come from.</param>
    /// <param name="category">Code of the recognising item.</param>
    /// <param name="recognitions">May be empty: the recognition was taken back.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    Task ReplaceAsync(string source, string category, IReadOnlyCollection<Recognition> recognitions, CancellationToken cancellationToken);

    /// <summary>Enters single recognitions; one with the same source, category and person is replaced, also
    /// one of another key of that person.</summary>
    /// <param name="entries">Each with the source it comes from.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    Task PutAsync(IReadOnlyCollection<(string Source, Recognition Recognition)> entries, CancellationToken cancellationToken);

    /// <summary>Recognitions whose last day lies before a day, at most <paramref name="max"/>.</summary>
    Task<IReadOnlyList<(string Source, Recognition Recognition)>> ListEndedAsync(DateOnly before, int max, CancellationToken cancellationToken);

    /// <summary>Takes out recognitions that were listed as ended; one that was entered anew in between stays.</summary>
    Task DeleteEndedAsync(IReadOnlyCollection<(string Source, Recognition Recognition)> ended, CancellationToken cancellationToken);

    /// <summary>The recognitions of these people that are in force on a day, or all that are there when no day is given.</summary>
    Task<IReadOnlyList<Recognition>> FindAsync(IReadOnlyCollection<string> personKeys, DateOnly? day, CancellationToken cancellationToken);
}
