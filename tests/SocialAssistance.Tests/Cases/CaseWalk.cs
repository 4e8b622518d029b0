using System.Collections.Immutable;
using System.Globalization;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Register;
using SocialAssistance.Tests.Applications;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Tests.Cases;

/// <summary>Walks one case through the process at moments of the test's choosing.</summary>
internal sealed class CaseWalk
{
    public const string CaseId = "C1";
    private int _scans;
    private int _events;

    private CaseWalk(Case @case, ServiceGuide guide, DateTimeOffset now)
    {
        Case = @case;
        Guide = guide;
        Now = now;
    }

    public Case Case { get; private set; }

    public ServiceGuide Guide { get; set; }

    public DateTimeOffset Now { get; private set; }

    /// <summary>A moment in Asia/Shanghai: <c>2026-08-03</c> (at nine) or <c>2026-08-03 17:30</c>.</summary>
    public static DateTimeOffset Moment(string text) => new(
        DateTime.Parse(text.Length == 10 ? text + " 09:00" : text, CultureInfo.InvariantCulture), ChinaTime.Offset);

    /// <summary>Opens a case for some items, or for all eleven.</summary>
    public static CaseWalk Open(string at, params string[] items) => Open(at, HandmadeGuide.Of2026, [], items);

    public static CaseWalk Open(string at, ServiceGuide guide, ImmutableArray<RegisterMatch> matches, params string[] items)
    {
        var form = SampleApplication.Form();
        form = items.Length == 0 ? form : form with { Items = [.. items] };
        var now = Moment(at);
        return new CaseWalk(CaseProcess.Open(CaseId, form, "platform", matches, guide, now), guide, now);
    }

    /// <summary>Opens a case and hands in all it needs at the same moment: it is accepted there and then.</summary>
    public static CaseWalk Accepted(string at, params string[] items) => Accepted(at, HandmadeGuide.Of2026, [], items);

    public static CaseWalk Accepted(string at, ServiceGuide guide, ImmutableArray<RegisterMatch> matches, params string[] items)
    {
        var walk = Open(at, guide, matches, items);
        foreach (var missing in walk.Case.Missing().ToArray())
        {
            walk.Moves(walk.Scan(missing.Material) with { Matches = matches });
        }

        walk.Case.Status.ShouldBe(CaseStatus.InProgress);
        return walk;
    }

    public CaseWalk At(string moment) => At(Moment(moment));

    public CaseWalk At(DateTimeOffset moment)
    {
        Now = moment;
        return this;
    }

    public CaseOutcome Handle(CaseEvent caseEvent) => CaseProcess.Handle(Case, caseEvent, Guide, Now);

    /// <summary>Lets an event happen that must move the case.</summary>
    public CaseWalk Moves(CaseEvent caseEvent)
    {
        Case = Handle(caseEvent).ShouldBeOfType<CaseOutcome.Moved>().Next;
        return this;
    }

    /// <summary>Tells an event that must change nothing.</summary>
    public CaseWalk Ignores(CaseEvent caseEvent)
    {
        Handle(caseEvent).ShouldBeOfType<CaseOutcome.Unchanged>().Current.ShouldBeSameAs(Case);
        return this;
    }

    /// <summary>Tells an event that must be refused.</summary>
    public CaseRefusal Refuses(CaseEvent caseEvent) => Handle(caseEvent).ShouldBeOfType<CaseOutcome.Refused>().Refusal;

    /// <summary>Lets the clock strike, whether or not that changes anything.</summary>
    public CaseWalk Strike(string? at = null)
    {
        Now = at is null ? Now : Moment(at);
        Case = Handle(new ClockStruck()) is CaseOutcome.Moved moved ? moved.Next : Case;
        return this;
    }

    /// <summary>Performs everything owed.</summary>
    public CaseWalk Perform()
    {
        Case = Handle(new TasksAttempted([.. Case.Tasks.Select(t => new TaskAttempt(t.TaskId, null, null))])) is CaseOutcome.Moved moved ? moved.Next : Case;
        Case.Tasks.ShouldBeEmpty();
        return this;
    }

    public CaseItem Item(string item) => Case.FindItem(item).ShouldNotBeNull();

    public ItemClock Clock(string item) => Item(item).Clock.ShouldNotBeNull();

    public Light Light(string item, string day) => Clock(item).LightOn(DateOnly.Parse(day, CultureInfo.InvariantCulture));

    /// <summary>Ids of the owed tasks of a kind, without the case's own id and the kind.</summary>
    public IEnumerable<string> Owed(TaskKind kind) =>
        Case.Tasks.Where(t => t.Kind == kind).Select(t => t.TaskId[$"{CaseId}.{Codes.Of(kind)}.".Length..] + (t.Department is { } d ? " > " + d : ""));

    public IEnumerable<TimelineEntry> Logged(TimelineKind kind) => Case.Timeline.Where(e => e.Kind == kind);

    public MaterialFiled Scan(string material, MaterialStatus status = MaterialStatus.Accepted) => new(new CaseMaterial
    {
        MaterialId = $"{material}-{++_scans}",
        Material = material,
        FileName = "scan.pdf",
        Size = 1,
        Sha256 = "00",
        ReceivedAt = Now,
        Status = status,
        Reason = status == MaterialStatus.Accepted ? null : "看不清",
    });

    public ItemTakenUp TakenUp(string item) => Said(item, (id, d) => new ItemTakenUp { EventId = id, Digest = id, Department = d, Item = item, OccurredAt = Now, Operator = "张" });

    public ItemRefused NotAccepted(string item) =>
        Said(item, (id, d) => new ItemRefused { EventId = id, Digest = id, Department = d, Item = item, OccurredAt = Now, Operator = "张", Note = "不属于本部门" });

    public ProgressReported Progress(string item) =>
        Said(item, (id, d) => new ProgressReported { EventId = id, Digest = id, Department = d, Item = item, OccurredAt = Now, Operator = "张", Note = "入户调查" });

    public SupplementAsked Ask(string item, string answerBy, params string[] materials) => Said(item, (id, d) =>
        new SupplementAsked([.. materials], "请补交", Moment(answerBy)) { EventId = id, Digest = id, Department = d, Item = item, OccurredAt = Now, Operator = "张" });

    public ItemDecided Granted(string item, params Grant[] grants) => Said(item, (id, d) =>
        new ItemDecided(Grant(id, grants)) { EventId = id, Digest = id, Department = d, Item = item, OccurredAt = Now, Operator = "张" });

    public ItemDecided Denied(string item) => Said(item, (id, d) =>
        new ItemDecided(Denial(id)) { EventId = id, Digest = id, Department = d, Item = item, OccurredAt = Now, Operator = "张" });

    public DecisionChanged Revised(string item, DecisionOutcome outcome) => Said(item, (id, d) =>
        new DecisionChanged(outcome == DecisionOutcome.Granted ? Grant(id) : Denial(id))
        {
            EventId = id,
            Digest = id,
            Department = d,
            Item = item,
            OccurredAt = Now,
            Operator = "张",
            Note = "复核",
        });

    private static Decision Grant(string number, params Grant[] grants) =>
        new() { Outcome = DecisionOutcome.Granted, DocumentNumber = $"文{number}", Grants = [.. grants], DecidedAt = default };

    private static Decision Denial(string number) => new()
    {
        Outcome = DecisionOutcome.Denied,
        DocumentNumber = $"文{number}",
        Reason = "超标准",
        LegalBasis = "办法",
        Remedy = "60 日内复议",
        DecidedAt = default,
    };

    private T Said<T>(string item, Func<string, string, T> make) => make($"e{++_events}", Guide.Item(item).Department);
}
