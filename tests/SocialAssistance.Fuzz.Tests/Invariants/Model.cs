using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using SocialAssistance.Cases;
using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Steps;
using SocialAssistance.Guide;

namespace SocialAssistance.Fuzz.Tests.Invariants;

/// <summary>What callers were told of a case: the model that the store is held against.</summary>
internal sealed class Told(Family family, bool findable)
{
    public Family Family { get; } = family;

    /// <summary>Whether it stands under the family's own name and number, so that a search must find it.</summary>
    public bool IsFindable { get; private set; } = findable;

    /// <summary>Whether something of the form was corrected, so that it is no longer what was sent.</summary>
    public bool IsCorrected { get; private set; }

    /// <summary>Ids of the scans that were taken.</summary>
    public ConcurrentDictionary<string, byte> Materials { get; } = new(StringComparer.Ordinal);

    /// <summary>Events that were taken, as "item eventId".</summary>
    public ConcurrentDictionary<string, byte> Events { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of corrections that were made.</summary>
    public ConcurrentDictionary<string, byte> Corrections { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of orders to keep it, released ones among them.</summary>
    public ConcurrentDictionary<string, byte> Holds { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes in a correction.</summary>
    /// <param name="correctionId">Its id.</param>
    /// <param name="named">Whether it is of the applicant's name or number.</param>
    public void Corrected(string correctionId, bool named)
    {
        IsCorrected = true;
        IsFindable &= !named;
        Corrections.TryAdd(correctionId, 0);
    }
}

/// <summary>Whose number it is, and as parts of what it is shown.</summary>
internal sealed record Owner(Family Family, char[] Parts);

/// <summary>Whose data is whose, what was accepted, and who may see what.</summary>
internal sealed partial class Model(StoreWitness store, ServiceGuide guide)
{
    private readonly ConcurrentDictionary<int, Family> _families = new();
    private readonly ConcurrentDictionary<string, Owner> _byNumber = new(StringComparer.Ordinal);

    // By what stands in them, not by families: a changed mark or number may become a later family's.
    private readonly ConcurrentDictionary<int, ConcurrentBag<string>> _holdingMark = new();
    private readonly ConcurrentDictionary<string, ConcurrentBag<string>> _holdingNumber = new(StringComparer.Ordinal);

    // Far from those of sessions, whose places say which are theirs.
    private int _spare = 1_000_000;

    /// <summary>The cases that callers were told of.</summary>
    public ConcurrentDictionary<string, Told> Cases { get; } = new(StringComparer.Ordinal);

    /// <summary>Every family that may have a case.</summary>
    public IEnumerable<Family> Families => _families.Values;

    /// <summary>The first number of some that no session has.</summary>
    public int SpareFamilies() => Interlocked.Add(ref _spare, Session.MostFamilies);

    public Family NewFamily(int index, string division, IReadOnlyCollection<string> items)
    {
        var family = new Family(index, division, items);
        _families[family.Index] = family;
        _byNumber[family.Phone] = new Owner(family, [Marks.Contact]);
        foreach (var number in family.IdNumbers)
        {
            // Applicants are co-borrowers of the loans, and a child is the student.
            _byNumber[number] = new Owner(family, [number == family.IdNumbers[0] ? Marks.Applicant : Marks.Household, Marks.Section("studentLoan")]);
        }

        // Registered first and asked second, as Holds notes first and asks second: one of the two sees the other.
        foreach (var caseId in HoldingOf(family))
        {
            family.Cases.TryAdd(caseId, 0);
        }

        return family;
    }

    private IEnumerable<string> HoldingOf(Family family) =>
        family.IdNumbers.Append(family.Phone).SelectMany(n => _holdingNumber.GetValueOrDefault(n, [])).Concat(_holdingMark.GetValueOrDefault(family.Index, []));

    public Family? Find(int index) => _families.GetValueOrDefault(index);

    /// <summary>The family with an ID or phone number.</summary>
    public Owner? FindByNumber(string number) => _byNumber.GetValueOrDefault(number);

    /// <summary>Notes that a case now holds what was sent with a request.</summary>
    public void Holds(string caseId, byte[] sent)
    {
        var plain = Spelling.Plain(sent);
        foreach (var index in Marks.In(plain).Select(m => m.Family).Distinct())
        {
            _holdingMark.GetOrAdd(index, _ => []).Add(caseId);
            Find(index)?.Cases.TryAdd(caseId, 0);
        }

        foreach (var number in NumbersIn(plain))
        {
            _holdingNumber.GetOrAdd(number, _ => []).Add(caseId);
            FindByNumber(number)?.Family.Cases.TryAdd(caseId, 0);
        }
    }

    /// <summary>The number of a case in a path, if there is one.</summary>
    public static string? CaseInPath(string path) => CaseNumber().Match(path) is { Success: true } match ? match.Value : null;

    /// <summary>Every text that looks like a case's number.</summary>
    public static IEnumerable<string> CasesIn(byte[] bytes) => CaseNumber().Matches(Encoding.Latin1.GetString(bytes)).Select(m => m.Value).Distinct();

    /// <summary>Every text that looks like an ID or phone number.</summary>
    public static IEnumerable<string> NumbersIn(byte[] bytes) => Number().Matches(Encoding.Latin1.GetString(bytes)).Select(m => m.Value).Distinct();

    /// <summary>The scans that a case has.</summary>
    public IEnumerable<CaseMaterial> ScansOf(string caseId) => store.Latest(caseId)?.Materials ?? [];

    /// <summary>Whether a caller may see a part of the data of any case of a family.</summary>
    public bool MaySee(Caller? caller, Family family, char part) => family.Cases.Keys.Any(id => MaySee(caller, id, part));

    /// <summary>Whether there is such a case; the API's description shows the number of one that is not.</summary>
    public bool IsThere(string caseId) => store.Latest(caseId) is not null;

    /// <summary>Whether a caller may know that there is such a case.</summary>
    public bool MayKnow(Caller? caller, string caseId) => caller switch
    {
        null => false,

        // The trail names whatever case was asked for, even one that is not there.
        { Role: "auditor" } => true,
        _ => store.Latest(caseId) is { } @case
            && caller.Covers(@case.Form.Division)
            && (caller.Role is "platform" or "window" or "supervisor" or "operator"
                || @case.Items.Any(i => i.Department == caller.Department && i.DispatchedAt is not null)),
    };

    private bool MaySee(Caller? caller, string caseId, char part)
    {
        if (caller?.Role is not ("platform" or "window" or "department") || !MayKnow(caller, caseId))
        {
            return false;
        }

        if (caller.Department is not { } department)
        {
            return true;
        }

        var items = store.Latest(caseId)!.Items.Where(i => i.Department == department && i.DispatchedAt is not null).Select(i => i.Item);
        return part == Marks.Document
            || part == Marks.SaidBy(department)
            || items.Any(i => (Facts.TryGetValue(part, out var fact) && guide.Item(i).Facts.Contains(fact))
                || (Sections.TryGetValue(i, out var section) && Marks.Section(section) == part));
    }

    // What the guide declares that an item needs is shown in full, and nothing else is.
    private static readonly Dictionary<char, string> Facts = new()
    {
        [Marks.Applicant] = ItemFacts.Identity,
        [Marks.Contact] = ItemFacts.Contact,
        [Marks.Household] = ItemFacts.HouseholdIdentity,
        [Marks.Circumstances] = ItemFacts.HouseholdCircumstances,
    };

    private static readonly Dictionary<string, string> Sections = new(StringComparer.Ordinal)
    {
        ["medical-assistance"] = "medical",
        ["temporary-assistance"] = "temporary",
        ["veteran-assistance"] = "veteran",
        ["student-loan"] = "studentLoan",
        ["employment-assistance"] = "employment",
    };

    [GeneratedRegex("[0-9]{8}-[0-9]{6}-[0-9A-Z]{12}", RegexOptions.CultureInvariant)]
    private static partial Regex CaseNumber();

    [GeneratedRegex("(?<![0-9])(?:6499[0-9]{13}[0-9X]|130[0-9]{8})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
