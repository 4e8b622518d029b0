namespace SocialAssistance.Cases.Process;

/// <summary>The small steps that every chapter of the process is made of.</summary>
internal static class CaseSteps
{
    public const string System = "system";
    public const string Applicant = "applicant";

    public static Case With(this Case @case, CaseItem item) =>
        @case with { Items = [.. @case.Items.Select(i => i.Item == item.Item ? item : i)] };

    public static Case Log(this Case @case, TimelineEntry entry) => @case with { Timeline = @case.Timeline.Add(entry) };

    public static Case Log(this Case @case, TimelineKind kind, DateTimeOffset now, string by = System, string? item = null) =>
        @case.Log(new TimelineEntry { At = now, Kind = kind, By = by, Item = item });

    /// <summary>Adds an owed task. Its id names what it is about, so that the same debt is never entered twice.</summary>
    public static Case Owe(
        this Case @case, TaskKind kind, string subject, string? department, DateTimeOffset now, params ReadOnlySpan<string> about)
    {
        var id = string.Join('.', [@case.CaseId, Codes.Of(kind), subject, .. about]);
        return @case.Tasks.Any(t => t.TaskId == id)
            ? @case
            : @case with
            {
                Tasks = @case.Tasks.Add(new OwedTask
                {
                    TaskId = id,
                    Kind = kind,
                    Subject = subject,
                    Department = department,
                    OwedAt = now,
                    NextAttemptAt = now,
                }),
            };
    }

    /// <summary>Ends an item: its clock stops, what it waited for is void.</summary>
    public static CaseItem Closed(this CaseItem item, ItemStatus status, DateTimeOffset now) => item with
    {
        Status = status,
        ClosedAt = now,
        Clock = item.Clock is { } clock ? clock with { StoppedAt = now } : null,
        Supplements = [.. item.Supplements.Select(s => s.AnsweredAt is null ? s with { Cancelled = true } : s)],
    };
}
