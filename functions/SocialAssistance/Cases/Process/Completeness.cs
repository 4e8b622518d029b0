using SocialAssistance.Applications;
using SocialAssistance.Guide;

namespace SocialAssistance.Cases.Process;

/// <summary>
/// One application, one set of materials, one submission (二(一)): all that is missing is told at once (一次性告知),
/// each scan that arrives shortens it, and one scan serves every item that asks for it.
/// </summary>
internal static class Completeness
{
    public static Case Open(string caseId, ApplicationForm form, string submittedBy, ServiceGuide guide, DateTimeOffset now)
    {
        var items = guide.Items.Where(i => form.Items.Contains(i.Code));
        var opened = new Case
        {
            CaseId = caseId,
            Version = 1,
            Status = CaseStatus.AwaitingMaterials,
            Form = form,
            SubmittedBy = submittedBy,
            SubmittedAt = now,
            MaterialsDueAt = ChinaTime.EndOf(guide.Calendar.WorkingDayFrom(ChinaTime.DayOf(now).AddDays(guide.Practice.MaterialsWithinDays)).Day),
            GuideVersion = guide.Version,
            CalendarEdition = guide.Calendar.Edition,
            Needed = [.. guide.RequiredScans(form.Items, form.ResidenceDiffers).Select(r => new NeededMaterial(r.Material.Code, r.Items))],
            Items = [.. items.Select(i => new CaseItem { Item = i.Code, Department = i.Department, Status = ItemStatus.AwaitingMaterials })],
        }.Log(TimelineKind.Submitted, now, CaseSteps.Applicant);

        return opened.Missing().Select(m => m.Material).ToArray() is { Length: > 0 } missing
            ? opened.Log(new TimelineEntry { At = now, Kind = TimelineKind.MaterialsMissing, By = CaseSteps.System, Materials = [.. missing] })
            : opened;
    }

    public static Step File(Case before, MaterialFiled filed, ServiceGuide guide, DateTimeOffset now)
    {
        var scan = filed.Material;
        var @case = WithoutNote(before, filed.Instead);
        if (guide.FindMaterial(scan.Material) is null)
        {
            return CaseRefusals.UnknownMaterial;
        }

        // The same bytes for the same material are the same scan: the first answer stands.
        if (@case.Materials.Any(m => m.MaterialId == scan.MaterialId))
        {
            return @case;
        }

        if (@case.IsClosed)
        {
            return CaseRefusals.CaseClosed;
        }

        if (!MaterialRoom.IsLeft(@case, scan.Material, scan.Sha256.Length > 0 ? scan.Size : 0, filed.Limits))
        {
            return CaseRefusals.TooManyMaterials;
        }

        // Of a file that was noted before, the note's moment is when it came.
        var receivedAt = before.Materials.FirstOrDefault(m => m.MaterialId == filed.Instead && m.Status == MaterialStatus.Received)?.ReceivedAt ?? now;
        var next = LogScan(@case with { Materials = @case.Materials.Add(scan with { ReceivedAt = receivedAt }) }, scan, now);
        return scan.Status == MaterialStatus.Undetermined
            ? next.Owe(TaskKind.InspectMaterial, scan.MaterialId, null, now)
            : Supplements.Answer(next, guide, now);
    }

    private static Case WithoutNote(Case @case, string? note) => note is null
        ? @case
        : @case with { Materials = @case.Materials.RemoveAll(m => m.MaterialId == note && m.Status == MaterialStatus.Received) };

    public static Step Judge(Case @case, MaterialJudged judged, ServiceGuide guide, DateTimeOffset now)
    {
        // Only what is undetermined is judged: a verdict that was given stays.
        if (@case.Materials.FirstOrDefault(m => m.MaterialId == judged.MaterialId) is not { Status: MaterialStatus.Undetermined } scan
            || judged.Status == MaterialStatus.Undetermined)
        {
            return @case;
        }

        var known = scan with { Status = judged.Status, Reason = judged.Reason };
        return Supplements.Answer(LogScan(@case with { Materials = @case.Materials.Replace(scan, known) }, known, now), guide, now);
    }

    private static Case LogScan(Case @case, CaseMaterial scan, DateTimeOffset now) => @case.Log(new TimelineEntry
    {
        At = now,
        Kind = scan.Status switch
        {
            MaterialStatus.Accepted => TimelineKind.MaterialAccepted,
            MaterialStatus.Rejected => TimelineKind.MaterialRejected,
            _ => TimelineKind.MaterialUndetermined,
        },
        By = CaseSteps.Applicant,
        Materials = [scan.Material],
        Reason = scan.Reason,
    });
}
