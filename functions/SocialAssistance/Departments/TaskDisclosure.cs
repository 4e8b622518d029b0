using System.Collections.Immutable;
using System.Globalization;
using SocialAssistance.Applications;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Materials;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Departments;

/// <summary>What a department is shown of a case for one of its items, open or masked as the item's facts say.</summary>
/// <param name="Township">Where the family belongs, a part of the address; null when the item does not need it.</param>
/// <param name="Applicant">Who applies.</param>
/// <param name="Household">Who lives in the household; null when the item does not need it.</param>
/// <param name="Economy">The family economic information table; null when the item does not need it.</param>
/// <param name="Section">The item's own section of the form; null when it has none.</param>
/// <param name="Item">The item.</param>
/// <param name="Materials">The scans that the item needs or has asked for, as they are kept.</param>
/// <param name="Masked">Codes of the facts that are shown masked (<see cref="FactCodes"/>).</param>
public sealed record DisclosedTask(
    Personal<string>? Township,
    Applicant Applicant,
    ImmutableArray<HouseholdMember>? Household,
    Economy? Economy,
    object? Section,
    CaseItem Item,
    ImmutableArray<CaseMaterial> Materials,
    ImmutableArray<string> Masked);

/// <summary>
/// The one place that decides what a department is shown of a case: what the guide declares for its item
/// (<see cref="AssistanceItem.Facts"/>, <see cref="MaterialRule.Items"/>) and nothing else (《个人信息保护法》第六条).
/// </summary>
public sealed class TaskDisclosure(ServiceGuide guide, Disclosure disclosure)
{
    /// <summary>What the item's department is shown.</summary>
    /// <exception cref="SealBrokenException">A value cannot be opened.</exception>
    public DisclosedTask Of(Case @case, CaseItem item)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(item);
        var rule = guide.FindItem(item.Item);
        var form = disclosure.Form(@case, RuleOf(rule));
        return new DisclosedTask(
            form.Township,
            form.Applicant,
            Declares(rule, ItemFacts.Household) ? form.Household : null,
            Declares(rule, ItemFacts.Economy) ? form.Economy : null,
            SectionOf(form, rule?.Section),
            disclosure.Item(@case.CaseId, item, Disclosure.Everything),
            [.. MaterialsOf(@case, item)],
            MaskedFor(rule));
    }

    /// <summary>
    /// The accepted scans that an item needs, and those that came for its supplement requests. Asking for a material opens
    /// none that was there before: whoever needs those has them declared in the guide. A scan of what the electronic form takes
    /// the place of shows the whole form, whatever the item declares of it: no item needs that.
    /// </summary>
    public IEnumerable<CaseMaterial> MaterialsOf(Case @case, CaseItem item)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(item);
        var needed = @case.Needed.Where(n => n.Items.Contains(item.Item)).Select(n => n.Material)
            .Concat(guide.Materials.Where(m => m.Always && !m.ElectronicForm).Select(m => m.Code))
            .ToHashSet(StringComparer.Ordinal);
        var requests = @case.Items
            .SelectMany(i => i.Supplements, (i, s) => new Request(i.Item, s.Materials, s.RequestedAt, s.AnsweredAt ?? i.ClosedAt ?? DateTimeOffset.MaxValue))
            .ToArray();
        return @case.Materials.Where(m => m.Status == MaterialStatus.Accepted
            && (needed.Contains(m.Material) || CameFor(requests, item, m)));
    }

    /// <summary>
    /// Whether a scan came for one of an item's supplement requests: for every request for its material that was open then, and
    /// where none was, for the last one. What another department has asked for since is not the first one's to see.
    /// </summary>
    private static bool CameFor(IReadOnlyCollection<Request> requests, CaseItem item, CaseMaterial scan)
    {
        var asked = requests.Where(r => r.Materials.Contains(scan.Material) && r.From < scan.ReceivedAt).ToArray();
        var open = asked.Where(r => scan.ReceivedAt <= r.Until).ToArray();
        return (open.Length > 0 ? open : asked.OrderByDescending(r => r.From).Take(1)).Any(r => r.Item == item.Item);
    }

    /// <summary>
    /// What a department is shown as the name of a scan's file: the material's name, which of the case's scans of it this is, and
    /// the extension of its content. The name that it was handed in with may name people who are none of the item's.
    /// </summary>
    public string FileNameOf(Case @case, CaseMaterial scan)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(scan);
        var number = 1 + @case.Materials.TakeWhile(m => m.MaterialId != scan.MaterialId).Count(m => m.Material == scan.Material);
        var extension = ScanFormats.ExtensionOf(scan.ContentType);
        return DisplayFileName.Clean(string.Create(
            CultureInfo.InvariantCulture, $"{guide.FindMaterial(scan.Material)?.Name ?? scan.Material}-{number}{extension}"));
    }

    /// <summary>How each field of the form is shown for an item; an item that the guide does not know shows masked forms.</summary>
    public static DisclosureRule RuleOf(AssistanceItem? item) => field => field.Split('/') switch
    {
        ["form", "applicant", "name" or "idNumber"] => Declares(item, ItemFacts.Identity) ? Showing.Open : Showing.Masked,
        ["form", "applicant", "phone"] => Declares(item, ItemFacts.Contact) ? Showing.Open : Showing.Masked,
        ["form", "township"] or ["form", "applicant", "address"] => OpenIf(Declares(item, ItemFacts.Contact)),
        ["form", "household", _, ..] when !Declares(item, ItemFacts.Household) => Showing.Absent,
        ["form", "household", _, "name" or "idNumber"] => Declares(item, ItemFacts.HouseholdIdentity) ? Showing.Open : Showing.Masked,
        ["form", "household", ..] => OpenIf(Declares(item, ItemFacts.HouseholdCircumstances)),
        ["form", "economy", ..] => OpenIf(Declares(item, ItemFacts.Economy)),
        ["form", var section, ..] => OpenIf(section == item?.Section),
        _ => Showing.Absent,
    };

    private static ImmutableArray<string> MaskedFor(AssistanceItem? item) =>
    [
        .. Declares(item, ItemFacts.Identity) ? [] : FactCodes.ApplicantIdentity,
        .. Declares(item, ItemFacts.Contact) ? [] : new[] { FactCodes.ApplicantPhone },
        .. Declares(item, ItemFacts.HouseholdIdentity) || !Declares(item, ItemFacts.Household) ? [] : FactCodes.HouseholdIdentity,
    ];

    private static Showing OpenIf(bool declared) => declared ? Showing.Open : Showing.Absent;

    private static bool Declares(AssistanceItem? item, string fact) => item?.Facts.Contains(fact) == true;

    private static object? SectionOf(ApplicationForm form, string? section) => section switch
    {
        "medical" => form.Medical,
        "temporary" => form.Temporary,
        "veteran" => form.Veteran,
        "studentLoan" => form.StudentLoan,
        "housing" => form.Housing,
        "employment" => form.Employment,
        _ => null,
    };

    /// <summary>A department's request for materials, and how long it was open.</summary>
    private sealed record Request(string Item, ImmutableArray<string> Materials, DateTimeOffset From, DateTimeOffset Until);
}
