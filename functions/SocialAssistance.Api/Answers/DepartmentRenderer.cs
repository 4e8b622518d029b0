using SocialAssistance.Applications;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;

namespace SocialAssistance.Api.Answers;

/// <summary>Renders cases for departments: their own items, with what those items need and nothing else.</summary>
public sealed class DepartmentRenderer(ServiceGuide guide, ProgressRenderer progress, TaskDisclosure disclosure, TimeProvider clock)
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
        var shown = disclosure.Of(@case, item);
        return new TaskAnswer
        {
            CaseId = @case.CaseId,
            Division = @case.Form.Division,
            Township = shown.Township?.Value,
            SubmittedAt = @case.SubmittedAt,
            Task = progress.Item(@case.CaseId, item, clock.Today()),
            Applicant = Of(shown.Applicant),
            Household = shown.Household is { } household ? [.. household.Select(Of)] : null,
            Economy = shown.Economy,
            Section = shown.Section,
            Masked = shown.Masked,
            Materials = [.. shown.Materials.Select(m => progress.Material(m, disclosure.FileNameOf(@case, m)))],
            Supplements = [.. shown.Item.Supplements.Select(s => new SupplementAnswer(s.EventId, s.Materials, TextOf(s.Message), s.RequestedAt, s.AnswerBy, s.AnsweredAt))],
            SharedRecognitions = [.. SharedWith(@case, item).Select(progress.Match)],
        };
    }

    private IEnumerable<Register.RegisterMatch> SharedWith(Case @case, CaseItem item) =>
        from other in @case.Items
        where other.Department != item.Department
            && guide.FindItem(other.Item) is { Recognises: true }
            && guide.FindDepartment(other.Department)?.SharesRecognitionsWith.Contains(item.Department) == true
        let match = Recognitions.Of(@case, other, clock.Today())
        where match is not null
        select match;

    /// <summary>Of a case that was anonymised nothing is left to be shown, masked or open.</summary>
    private static string TextOf(Personal<string>? value) => value?.Value ?? "";

    private static ApplicantAnswer Of(Applicant a) => new(
        TextOf(a.Name), TextOf(a.IdNumber), TextOf(a.Phone), a.Address?.Value, a.HouseholdDivision, a.ResidenceDivision, a.Rural);

    private static MemberAnswer Of(HouseholdMember m) => new(
        TextOf(m.Name), TextOf(m.IdNumber), m.Relation, m.MonthlyIncome?.Value, m.Occupation?.Value, m.Condition?.Value);

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
}
