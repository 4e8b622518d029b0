namespace SocialAssistance.Privacy;

/// <summary>Seals and opens single values. A sealed value belongs to one field of one case and opens nowhere else.</summary>
public interface IFieldProtection
{
    /// <summary>Makes sure that the keys are at hand; to be awaited before anything is sealed or opened.</summary>
    /// <exception cref="Cases.StoreUnavailableException">The keys cannot be had at present.</exception>
    ValueTask ReadyAsync(CancellationToken cancellationToken);

    /// <summary>Seals a text.</summary>
    /// <param name="text">What is sealed.</param>
    /// <param name="caseId">The case that it belongs to.</param>
    /// <param name="field">The field of the case, for example <c>form/applicant/name</c>.</param>
    /// <returns>Its <see cref="Envelope"/>.</returns>
    string Seal(string text, string caseId, string field);

    /// <summary>Opens an envelope. Only <see cref="Disclosure"/> calls this.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="caseId">The case that it was sealed for.</param>
    /// <param name="field">The field that it was sealed for.</param>
    /// <exception cref="SealBrokenException">It was changed, or sealed for another case or field, or its key is not known.</exception>
    string Open(string envelope, string caseId, string field);
}

/// <summary>A sealed value cannot be opened. The message names the case, the field and the key, and nothing that was sealed.</summary>
/// <param name="caseId">The case.</param>
/// <param name="field">The field.</param>
/// <param name="key">Suite and key as the value names them.</param>
public sealed class SealBrokenException(string caseId, string field, string key)
    : Exception($"The value of {field} in case {caseId} under key {key} cannot be opened: it was changed, moved, or its key is missing.")
{
    /// <summary>The case.</summary>
    public string CaseId { get; } = caseId;

    /// <summary>The field.</summary>
    public string Field { get; } = field;
}
