using SocialAssistance.Api.Answers;
using SocialAssistance.Api.Requests;
using SocialAssistance.Applications;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Api.OpenApi;

/// <summary>The codes that members can have, and what members mean that do not say so themselves.</summary>
internal static class Vocabulary
{
    private static readonly string[] Outcomes = [.. Codes.All<DecisionOutcome>()];

    private static readonly Dictionary<(Type, string), IEnumerable<string>> ByMember = new()
    {
        [(typeof(ProgressAnswer), "status")] = Codes.All<CaseStatus>(),
        [(typeof(ItemAnswer), "status")] = Codes.All<ItemStatus>(),
        [(typeof(ItemAnswer), "light")] = Codes.All<Light>(),
        [(typeof(WorkItemAnswer), "status")] = Codes.All<ItemStatus>(),
        [(typeof(WorkItemAnswer), "light")] = Codes.All<Light>(),
        [(typeof(EventAnswer), "status")] = Codes.All<ItemStatus>(),
        [(typeof(MaterialAnswer), "status")] = Codes.All<MaterialStatus>(),
        [(typeof(DecisionAnswer), "outcome")] = Outcomes,
        [(typeof(DecisionBody), "outcome")] = Outcomes,
        [(typeof(TimelineEntryAnswer), "kind")] = Codes.All<TimelineKind>(),
        [(typeof(DepartmentEventBody), "type")] = DepartmentEventReader.Types,
        [(typeof(AddressedEventBody), "type")] = DepartmentEventReader.Types,
        [(typeof(ExportBody), "reason")] = ExportBody.Reasons,
        [(typeof(HoldBody), "reason")] = HoldReasons.All,
        [(typeof(HoldAnswer), "reason")] = HoldReasons.All,
        [(typeof(RecognitionResult), "status")] = ["recorded", "rejected"],
        [(typeof(AuditFaultAnswer), "kind")] = Codes.All<AuditFaultKind>(),
        [(typeof(LiveAnswer), "status")] = ["live"],
        [(typeof(ReadyAnswer), "status")] = ["ready", "not-ready"],
        [(typeof(ApplicationForm), "channel")] = ["platform", "app", "window"],
        [(typeof(HouseholdMember), "relation")] = ["spouse", "child", "parent", "grandparent", "grandchild", "sibling", "other"],
        [(typeof(HousingSection), "kind")] = ["public-rental", "rent-subsidy", "rural-renovation"],
        [(typeof(HousingSection), "tenure")] = ["owned", "rented", "borrowed", "none"],
    };

    private static readonly Dictionary<(Type, string), string> Descriptions = new()
    {
        [(typeof(Income), "wages")] = "Wages.",
        [(typeof(Income), "business")] = "Income from farming, trade and business.",
        [(typeof(Income), "property")] = "Income from property.",
        [(typeof(Income), "transfers")] = "Pensions, subsidies, maintenance and other transfers.",
        [(typeof(Expenses), "medical")] = "What the family pays for treatment.",
        [(typeof(Expenses), "education")] = "What the family pays for schooling.",
        [(typeof(VeteranSection), "certificateNumber")] = "Number of the certificate of discharge.",
        [(typeof(VeteranSection), "servedFrom")] = "First day of service.",
        [(typeof(VeteranSection), "servedTo")] = "Last day of service.",
        [(typeof(CoBorrower), "name")] = "Full name.",
        [(typeof(CoBorrower), "idNumber")] = "Citizen identification number.",
    };

    /// <summary>The codes a member can have; empty when it is free.</summary>
    public static IEnumerable<string> CodesOf(Type type, string member) => ByMember.GetValueOrDefault((type, member), []);

    /// <summary>What a member means, where its type does not say so.</summary>
    public static string? DescriptionOf(Type type, string member) => Descriptions.TryGetValue((type, member), out var description) ? description
        // The comments' generator takes a property of this name for an indexer.
        : member == "item" ? "Code of the item."
        : null;
}
