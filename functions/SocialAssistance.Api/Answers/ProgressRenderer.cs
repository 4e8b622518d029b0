using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Register;

namespace SocialAssistance.Api.Answers;

/// <summary>Renders a case for the applicant's side: the platform and the windows.</summary>
public sealed class ProgressRenderer(ServiceGuide guide, Disclosure disclosure, TimeProvider clock)
{
    /// <summary>How far the case is.</summary>
    public ProgressAnswer Progress(Case @case)
    {
        ArgumentNullException.ThrowIfNull(@case);
        var today = clock.Today();
        return new ProgressAnswer
        {
            CaseId = @case.CaseId,
            Status = Codes.Of(@case.Status),
            StatusName = CaseTexts.Of(@case.Status),
            ExternalReference = disclosure.ExternalReference(@case, Disclosure.Everything),
            Division = @case.Form.Division,
            SubmittedAt = @case.SubmittedAt,
            AcceptedAt = @case.AcceptedAt,
            ClosedAt = @case.ClosedAt,
            ExpectedOn = @case.Items.Where(i => i.IsOpenAtDepartment).Max(i => i.Clock?.DueOn),
            MaterialsDueAt = @case.Status == CaseStatus.AwaitingMaterials ? @case.MaterialsDueAt : null,
            MissingMaterials = [.. @case.Missing().Select(m => new MissingMaterialAnswer(m.Material, MaterialName(m.Material), m.Items))],
            Items = [.. @case.Items.Select(i => Item(@case.CaseId, i, today))],
            Materials = [.. @case.Materials.Select(m => Material(@case.CaseId, m))],
        };
    }

    /// <summary>What happened to the case.</summary>
    public TimelineAnswer Timeline(Case @case)
    {
        ArgumentNullException.ThrowIfNull(@case);
        return new TimelineAnswer(@case.CaseId, [.. @case.Timeline.Select(e => Entry(disclosure.Entry(@case.CaseId, e, Disclosure.Everything)))]);
    }

    /// <summary>One item of a case.</summary>
    public ItemAnswer Item(string caseId, CaseItem item, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(item);
        item = disclosure.Item(caseId, item, Disclosure.Everything);
        return new ItemAnswer
        {
            Item = item.Item,
            Name = ItemName(item.Item),
            Department = item.Department,
            DepartmentName = DepartmentName(item.Department),
            Status = Codes.Of(item.Status),
            StatusName = CaseTexts.Of(item.Status),
            AcceptedOn = item.Clock?.StartedOn,
            DueOn = item.Clock?.DueOn,
            Provisional = item.Clock?.Provisional ?? false,
            Suspended = item.Status == ItemStatus.SupplementRequested && item.Clock is { Limit: not null, DueOn: null },
            WorkingDaysLeft = item.IsOpenAtDepartment && item.Clock?.DueOn is { } due ? guide.Calendar.WorkingDaysBetween(today, due) : null,
            Light = Codes.Of(item.Clock?.LightOn(today) ?? Light.Green),
            ActionRequired = item.OpenSupplements().MinBy(s => s.AnswerBy) is { } s ? new ActionAnswer(s.Message.Value, s.Materials, s.AnswerBy) : null,
            Comparison = item.Comparison is { } comparison ? Comparison(comparison) : null,
            Decision = item.Decision is { } decision ? Decision(decision) : null,
        };
    }

    /// <summary>A scan, with the name that it was handed in with; empty when that was erased.</summary>
    public MaterialAnswer Material(string caseId, CaseMaterial material) =>
        Material(material, disclosure.Material(caseId, material, Disclosure.Everything).FileName?.Value ?? "");

    /// <summary>A scan, with the name that its file is shown by.</summary>
    public MaterialAnswer Material(CaseMaterial material, string fileName)
    {
        ArgumentNullException.ThrowIfNull(material);
        return new MaterialAnswer(
            material.MaterialId,
            material.Material,
            MaterialName(material.Material),
            fileName,
            material.ContentType,
            material.Size,
            material.ReceivedAt,
            Codes.Of(material.Status),
            CaseTexts.Of(material.Status),
            material.Reason);
    }

    /// <summary>A comparison with the register.</summary>
    public ComparisonAnswer Comparison(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return new ComparisonAnswer([.. comparison.Matches.Select(Match)], comparison.ComparedAt);
    }

    /// <summary>A recognition in force.</summary>
    public MatchAnswer Match(RegisterMatch match)
    {
        ArgumentNullException.ThrowIfNull(match);
        return new MatchAnswer(match.Category, ItemName(match.Category), match.Division, match.ValidFrom, match.ValidTo, match.Persons);
    }

    /// <summary>Name of an item.</summary>
    public string ItemName(string item) => guide.FindItem(item)?.Name ?? item;

    /// <summary>Name of a department.</summary>
    public string DepartmentName(string department) => guide.FindDepartment(department)?.Name ?? department;

    /// <summary>Name of a material.</summary>
    public string MaterialName(string material) => guide.FindMaterial(material)?.Name ?? material;

    private TimelineEntryAnswer Entry(TimelineEntry entry) => new(
        entry.At,
        Codes.Of(entry.Kind),
        CaseTexts.Of(entry.Kind),
        entry.By,
        ActorName(entry.By),
        entry.Item,
        entry.Item is { } item ? ItemName(item) : null,
        entry.Materials,
        entry.OccurredAt,
        entry.Note?.Value ?? entry.Reason,
        entry.Decision is { } decision ? Decision(decision) : null,
        entry.Corrected.IsEmpty ? null : [.. entry.Corrected.Select(c => FactCodes.OfField(c.Field)).Distinct()]);

    private string ActorName(string actor) => actor switch
    {
        "applicant" => "申请人",
        "system" => "系统",
        _ => DepartmentName(actor),
    };

    private static DecisionAnswer Decision(Decision decision) => new(
        Codes.Of(decision.Outcome),
        decision.Outcome == DecisionOutcome.Granted ? "予以通过" : "不予通过",
        decision.DocumentNumber,
        [.. decision.Grants.Where(g => g.Kind is not null).Select(g => new GrantAnswer(g.Kind.Value, g.Amount.Value, g.Unit.Value, g.From, g.To))],
        decision.Reason?.Value,
        decision.LegalBasis?.Value,
        decision.Remedy?.Value,
        decision.DecidedAt);
}
