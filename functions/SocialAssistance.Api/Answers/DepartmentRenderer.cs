using SocialAssistance.Applications;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;

namespace SocialAssistance.Api.Answers;

/// <summary>Renders cases for departments: their own items, with what those items need and nothing else.</summary>
public sealed class DepartmentRenderer(ServiceGuide guide, ProgressRenderer progress, Disclosure disclosure, TimeProvider clock)
{
    /// <summary>A page of a work list.</summary>
    public WorkListAnswer WorkList(WorkListPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var today = clock.Today();
        return new WorkListAnswer([.. page.Rows.Select(r => Row(r, today))], page.Continuation);
    }

    /// <summary>One item with what is needed to decide it.</summary>
    public TaskAnswer Task(Case @case, CaseItem item)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(item);
        var rule = guide.FindItem(item.Item);
        var form = disclosure.Form(@case, Disclosure.Everything);
        var shown = disclosure.Item(@case.CaseId, item, Disclosure.Everything);
        return new TaskAnswer
        {
            CaseId = @case.CaseId,
            Division = @case.Form.Division,
            Township = @case.Form.Township,
            SubmittedAt = @case.SubmittedAt,
            Task = progress.Item(@case.CaseId, item, clock.Today()),
            Applicant = form.Applicant,
            Household = rule?.Facts.Contains(ItemFacts.Household) == true ? form.Household : null,
            Economy = rule?.Facts.Contains(ItemFacts.Economy) == true ? form.Economy : null,
            Section = SectionOf(form, rule?.Section),
            Materials = [.. MaterialsOf(@case, item).Select(m => progress.Material(@case.CaseId, m))],
            Supplements = [.. shown.Supplements.Select(s => new SupplementAnswer(s.EventId, s.Materials, s.Message?.Value ?? "", s.RequestedAt, s.AnswerBy, s.AnsweredAt))],
            SharedRecognitions = [.. SharedWith(@case, item).Select(progress.Match)],
        };
    }

    /// <summary>The accepted scans that an item needs, asked for, or that belong to no material in particular.</summary>
    public IEnumerable<CaseMaterial> MaterialsOf(Case @case, CaseItem item)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(item);
        var wanted = @case.Needed.Where(n => n.Items.Contains(item.Item)).Select(n => n.Material)
            .Concat(item.Supplements.SelectMany(s => s.Materials))
            .Concat(guide.Materials.Where(m => m.Always).Select(m => m.Code))
            .ToHashSet(StringComparer.Ordinal);
        return @case.Materials.Where(m => m.Status == MaterialStatus.Accepted && wanted.Contains(m.Material));
    }

    private IEnumerable<Register.RegisterMatch> SharedWith(Case @case, CaseItem item) =>
        from other in @case.Items
        where other.Department != item.Department
            && guide.FindItem(other.Item) is { Recognises: true }
            && guide.FindDepartment(other.Department)?.SharesRecognitionsWith.Contains(item.Department) == true
        let match = Recognitions.Of(@case, other, clock.Today())
        where match is not null
        select match;

    private WorkItemAnswer Row(WorkListRow row, DateOnly today) => new()
    {
        CaseId = row.CaseId,
        Item = row.Item,
        ItemName = progress.ItemName(row.Item),
        Department = row.Department,
        DepartmentName = progress.DepartmentName(row.Department),
        Division = row.Division,
        DivisionName = guide.FindCounty(row.Division)?.Name ?? row.Division,
        Status = Codes.Of(row.Status),
        StatusName = CaseTexts.Of(row.Status),
        AcceptedOn = row.AcceptedOn,
        DueOn = row.DueOn,
        Provisional = row.Provisional,
        WorkingDaysLeft = row.Open && row.DueOn is { } due ? guide.Calendar.WorkingDaysBetween(today, due) : null,
        Light = Codes.Of(row.LightOn(today)),
        FailedAttempts = row.FailedAttempts,
    };

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
}
