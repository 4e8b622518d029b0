using System.Collections.Immutable;
using SocialAssistance.Applications;
using SocialAssistance.Cases;
using SocialAssistance.Register;

namespace SocialAssistance.Privacy;

/// <summary>
/// Seals what comes in, before the process sees it: forms when they are filed, events when they are applied. What people
/// are found and known again by is made at the same moment, because afterwards nothing is open any more.
/// </summary>
public sealed class CaseSealing(IFieldProtection protection, IKeyedHash hash)
{
    /// <summary>Makes sure that the keys are at hand.</summary>
    /// <exception cref="StoreUnavailableException">They cannot be had at present.</exception>
    public ValueTask ReadyAsync(CancellationToken cancellationToken) => protection.ReadyAsync(cancellationToken);

    /// <summary>Seals a form for the case that it opens.</summary>
    public ApplicationForm Seal(ApplicationForm form, string caseId)
    {
        ArgumentNullException.ThrowIfNull(form);
        return form.Map(new Sealer(protection, caseId));
    }

    /// <summary>Seals an event for the case that it happens to, and gives what a department says its keyed digests.</summary>
    public CaseEvent Seal(CaseEvent caseEvent, string caseId)
    {
        ArgumentNullException.ThrowIfNull(caseEvent);
        var known = caseEvent is DepartmentEvent said ? Digested(said) : caseEvent;
        return known.Map(new Sealer(protection, caseId));
    }

    /// <summary>Seals whatever of a stored case is open.</summary>
    public Case Seal(Case @case)
    {
        ArgumentNullException.ThrowIfNull(@case);
        var sealer = new Sealer(protection, @case.CaseId);
        return @case with
        {
            Form = @case.Form.Map(sealer),
            Items = [.. @case.Items.Select(i => i.Map(sealer))],
            Materials = [.. @case.Materials.Select(m => m.Map(sealer))],
            Timeline = [.. @case.Timeline.Select(e => e.Map(sealer))],
        };
    }

    /// <summary>Keyed hashes of the people of an open form, by place.</summary>
    public ImmutableArray<KeyedPerson> People(ApplicationForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return [.. form.IdNumbers().Select((number, index) => new KeyedPerson(PersonPlaces.At(index), Person(number.Value)))];
    }

    /// <summary>Keyed hashes of an ID number.</summary>
    public ImmutableArray<string> Person(string idNumber) => hash.Candidates(HashPurpose.Person, idNumber);

    /// <summary>Keyed hashes of a name.</summary>
    public ImmutableArray<string> Name(string name) => hash.Candidates(HashPurpose.Name, name);

    /// <summary>Keyed digests of an open form.</summary>
    public ImmutableArray<string> Digests(ApplicationForm form) => hash.Candidates(HashPurpose.Content, ContentDigest.Of(form));

    /// <summary>Keyed digests of other content that is open.</summary>
    public ImmutableArray<string> Digests(ReadOnlySpan<byte> content) => hash.Candidates(HashPurpose.Content, ContentDigest.Of(content));

    private DepartmentEvent Digested(DepartmentEvent said)
    {
        var digests = hash.Candidates(HashPurpose.Content, ContentDigest.Of(said));
        return said with { Digest = digests[0], OtherDigests = digests[1..] };
    }

    private sealed class Sealer(IFieldProtection protection, string caseId) : IPersonalMap
    {
        public Personal<T>? Of<T>(Personal<T>? value, string field)
            where T : notnull => value is null or { IsSealed: true }
                ? value
                : Personal.Sealed<T>(protection.Seal(PersonalText.Of(value.Value), caseId, field));
    }
}
