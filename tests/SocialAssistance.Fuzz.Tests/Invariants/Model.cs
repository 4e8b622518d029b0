using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using SocialAssistance.Fuzz.Tests.Hosting;

namespace SocialAssistance.Fuzz.Tests.Invariants;

/// <summary>What callers were told of a case: the model that the store is held against.</summary>
internal sealed class Told(Family family, bool findable)
{
    public Family Family { get; } = family;

    /// <summary>Whether it was filed under the family's own name and number, so that a search must find it.</summary>
    public bool IsFindable { get; } = findable;

    /// <summary>Ids of the scans that were taken.</summary>
    public ConcurrentDictionary<string, byte> Materials { get; } = new(StringComparer.Ordinal);

    /// <summary>Events that were taken, as "item eventId".</summary>
    public ConcurrentDictionary<string, byte> Events { get; } = new(StringComparer.Ordinal);

    /// <summary>Writes by which events, scans and withdrawals were taken.</summary>
    public int Writes;
}

/// <summary>Whose data is whose, what was accepted, and who may see what.</summary>
internal sealed partial class Model(StoreWitness store)
{
    private readonly ConcurrentDictionary<int, Family> _families = new();
    private readonly ConcurrentDictionary<string, Family> _byNumber = new(StringComparer.Ordinal);

    // By what stands in them, not by families: a changed mark or number may become a later family's.
    private readonly ConcurrentDictionary<int, ConcurrentBag<string>> _holdingMark = new();
    private readonly ConcurrentDictionary<string, ConcurrentBag<string>> _holdingNumber = new(StringComparer.Ordinal);
    private int _made;

    /// <summary>The cases that callers were told of.</summary>
    public ConcurrentDictionary<string, Told> Cases { get; } = new(StringComparer.Ordinal);

    /// <summary>Every family that may have a case.</summary>
    public IEnumerable<Family> Families => _families.Values;

    public Family NewFamily(string division, IReadOnlyCollection<string> items)
    {
        var family = new Family(Interlocked.Increment(ref _made), division, items);
        _families[family.Index] = family;
        _byNumber[family.Phone] = family;
        foreach (var number in family.IdNumbers)
        {
            _byNumber[number] = family;
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
    public Family? FindByNumber(string number) => _byNumber.GetValueOrDefault(number);

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
            FindByNumber(number)?.Cases.TryAdd(caseId, 0);
        }
    }

    /// <summary>The number of a case in a path, if there is one.</summary>
    public static string? CaseInPath(string path) => CaseNumber().Match(path) is { Success: true } match ? match.Value : null;

    /// <summary>Every text that looks like a case's number.</summary>
    public static IEnumerable<string> CasesIn(byte[] bytes) => CaseNumber().Matches(Encoding.Latin1.GetString(bytes)).Select(m => m.Value).Distinct();

    /// <summary>Every text that looks like an ID or phone number.</summary>
    public static IEnumerable<string> NumbersIn(byte[] bytes) => Number().Matches(Encoding.Latin1.GetString(bytes)).Select(m => m.Value).Distinct();

    /// <summary>Whether a caller may see a part of the data of any case of a family.</summary>
    public bool MaySee(Caller? caller, Family family, char part) => family.Cases.Keys.Any(id => MaySee(caller, id, part));

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
        return part is Marks.Applicant or Marks.Household or Marks.FileName or Marks.Document
            || part == Marks.SaidBy(department)
            || items.Any(i => Sections.TryGetValue(i, out var section) && Marks.Section(section) == part);
    }

    private static readonly Dictionary<string, string> Sections = new(StringComparer.Ordinal)
    {
        ["medical-assistance"] = "medical",
        ["temporary-assistance"] = "temporary",
        ["veteran-assistance"] = "veteran",
        ["student-loan"] = "studentLoan",
        ["housing-assistance"] = "housing",
        ["employment-assistance"] = "employment",
    };

    [GeneratedRegex("[0-9]{8}-[0-9]{6}-[0-9A-Z]{12}", RegexOptions.CultureInvariant)]
    private static partial Regex CaseNumber();

    [GeneratedRegex("(?<![0-9])(?:6499[0-9]{13}[0-9X]|130[0-9]{8})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
