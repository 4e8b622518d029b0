using SocialAssistance.Applications;
using SocialAssistance.Cases;

namespace SocialAssistance.Privacy;

/// <summary>How a fact is shown to somebody.</summary>
public enum Showing
{
    /// <summary>As it is.</summary>
    Open,

    /// <summary>Masked (<see cref="Masking"/>); what has no masked form is left out.</summary>
    Masked,

    /// <summary>Not at all.</summary>
    Absent,
}

/// <summary>Says how each fact is shown.</summary>
/// <param name="field">Name of the field, for example <c>form/household/0/idNumber</c>.</param>
public delegate Showing DisclosureRule(string field);

/// <summary>
/// The one place where personal values are opened: for whoever they are shown or sent to, by the rule for that somebody.
/// What is not shown is not opened either. Keys must have been made ready by whoever found the case.
/// </summary>
public sealed class Disclosure(IFieldProtection protection)
{
    /// <summary>Shows everything.</summary>
    public static readonly DisclosureRule Everything = _ => Showing.Open;

    /// <summary>The form of a case. What the rule leaves out, or was erased, is null there, even where the type has it always.</summary>
    /// <exception cref="SealBrokenException">A value cannot be opened.</exception>
    public ApplicationForm Form(Case @case, DisclosureRule rule)
    {
        ArgumentNullException.ThrowIfNull(@case);
        return @case.Form.Map(new Opener(protection, @case.CaseId, rule));
    }

    /// <summary>An item of a case.</summary>
    /// <inheritdoc cref="Form" path="/exception"/>
    public CaseItem Item(string caseId, CaseItem item, DisclosureRule rule)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Map(new Opener(protection, caseId, rule));
    }

    /// <summary>An entry of a case's timeline. What stood there before a correction is evidence and shown to nobody.</summary>
    /// <inheritdoc cref="Form" path="/exception"/>
    public TimelineEntry Entry(string caseId, TimelineEntry entry, DisclosureRule rule)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var shown = entry with { Corrected = [.. entry.Corrected.Select(c => c with { Value = null })] };
        return shown.Map(new Opener(protection, caseId, rule));
    }

    /// <summary>A scan of a case.</summary>
    /// <inheritdoc cref="Form" path="/exception"/>
    public CaseMaterial Material(string caseId, CaseMaterial material, DisclosureRule rule)
    {
        ArgumentNullException.ThrowIfNull(material);
        return material.Map(new Opener(protection, caseId, rule));
    }

    /// <summary>The caller's own number of an application, or null.</summary>
    /// <inheritdoc cref="Form" path="/exception"/>
    public string? ExternalReference(Case @case, DisclosureRule rule)
    {
        ArgumentNullException.ThrowIfNull(@case);
        return new Opener(protection, @case.CaseId, rule).Of(@case.Form.ExternalReference, FormFields.ExternalReference)?.Value;
    }

    private sealed class Opener(IFieldProtection protection, string caseId, DisclosureRule rule) : IPersonalMap
    {
        public Personal<T>? Of<T>(Personal<T>? value, string field)
            where T : notnull => value is null ? null : value.IsErased ? null! : rule(field) switch
            {
                Showing.Open => Open(value, field),
                Showing.Masked when Masking.Find(field) is { } mask && value is Personal<string> text =>
                    (Personal<T>)(object)(Personal<string>)mask(Open(text, field).Value),
                _ => null!,
            };

        private Personal<T> Open<T>(Personal<T> value, string field)
            where T : notnull => value.IsSealed ? PersonalText.Parse<T>(protection.Open(value.Envelope, caseId, field)) : value;
    }
}
