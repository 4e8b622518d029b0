using System.Collections.Immutable;
using System.Globalization;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Register;
using SocialAssistance.Tests.Applications;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Tests.Cases.Properties;

/// <summary>Turns the numbers of a random walk into events that fit, or do not fit, where the case stands.</summary>
internal sealed class RandomCase
{
    private static readonly ImmutableArray<RegisterMatch> Matches =
    [
        new(["applicant"], Items.Edge, "旧文1", "640104", new(2026, 1, 1), new(2026, 10, 8)),
        new(["household/0"], Items.Allowance, "旧文2", "640122", new(2025, 1, 1), null),
        new(["applicant"], Items.Monitoring, "旧文3", "640122", new(2026, 1, 1), DateOnly.MaxValue),
    ];

    private static readonly SocialAssistance.Applications.ApplicationForm Form = SampleApplication.Form();

    private readonly List<DepartmentEvent> _said = [];
    private int _next;

    public RandomCase(RandomHistory history)
    {
        Guide = HandmadeGuide.Of2026;
        Now = CaseWalk.Moment("2026-07-15").AddDays(history.Day);
        ImmutableArray<string> items = [.. Guide.Items.Where((_, i) => (history.Items >> i & 1) == 1).Select(i => i.Code)];
        Case = CaseProcess.Open("C1", Form with { Items = items }, "platform", Matches, Guide, Now);
        Opened = Case;
    }

    public Case Opened { get; }

    public Case Case { get; set; }

    public ServiceGuide Guide { get; private set; }

    public DateTimeOffset Now { get; private set; }

    /// <summary>What was tried so far, whether or not it was allowed.</summary>
    public List<(CaseEvent Event, ServiceGuide Guide, DateTimeOffset At)> Tried { get; } = [];

    /// <summary>The event of a step, at its moment.</summary>
    public CaseEvent EventOf(RandomStep step)
    {
        Now = Now.AddMinutes(step.Minutes);
        if (step.Kind == 0 && step.A % 4 == 0)
        {
            Guide = HandmadeGuide.Of2027;
        }

        var (a, b) = (step.A, step.B);
        return step.Kind switch
        {
            0 or 1 => new ClockStruck(),
            2 or 3 => Scan(Pick(Missing().DefaultIfEmpty("other"), a), Verdict(b)),
            4 or 5 => Scan(Pick(Asked().DefaultIfEmpty("other"), a), Verdict(b)),
            6 => Case.Materials.IsEmpty ? new ClockStruck() : new MaterialFiled(Pick(Case.Materials, a) with { Status = MaterialStatus.Accepted }),
            7 => new MaterialJudged(
                Pick(Case.Materials.Where(m => m.Status == MaterialStatus.Undetermined || b % 8 == 0).Select(m => m.MaterialId).DefaultIfEmpty("none"), a),
                Verdict(b),
                "查过了"),
            8 => new WithdrawalRequested(
                a % 12 == 0 ? [] : [.. Case.Items.Where((_, i) => (b + i) % 9 == 0).Select(i => i.Item).DefaultIfEmpty(a % 5 == 0 ? "no-item" : Items.Veteran)], null),
            9 or 10 or 11 or 12 => Attempt(a, b),
            13 or 14 => new ItemTakenUp { EventId = Id(), Digest = "x", Department = Own(a), Item = Code(a), OccurredAt = Now, Operator = "张" },
            15 when b % 3 == 0 => new ItemRefused { EventId = Id(), Digest = "x", Department = Own(a), Item = Code(a), OccurredAt = Now, Operator = "张" },
            15 or 16 or 17 or 18 => Ask(a, b),
            19 when b % 9 == 0 => new PersonalDataCorrected(Id(), "x", "错了", [new CorrectedField("form/applicant/phone", "13900000002")]),
            19 when b % 9 is 1 or 3 => new HoldPlaced($"h{a % 3}", HoldReasons.Review),
            19 when b % 9 is 2 or 4 or 5 => new HoldReleased(Case.Holds.FirstOrDefault(h => h.ReleasedAt is null)?.HoldId ?? $"h{a % 3}"),
            19 => new ProgressReported { EventId = Id(), Digest = "x", Department = Own(a), Item = Code(a), OccurredAt = Now.AddMinutes(a % 9), Operator = "张" },
            20 or 21 => Decide(a, b),
            22 => new DecisionChanged(Decision(b)) { EventId = Id(), Digest = "x", Department = Own(a), Item = Code(a), OccurredAt = Now, Operator = "张" },
            23 => Decide(a, b) with { Department = Pick(Guide.Departments, b).Code },
            24 => (CaseEvent?)Again(a) ?? new ClockStruck(),
            _ => Again(a) is { } said ? said with { Digest = b % 2 == 0 ? "y" : said.Digest, Item = b % 4 == 3 ? Code(b) : said.Item } : new ClockStruck(),
        } with
        { Matches = Matches };
    }

    /// <summary>Handles an event, notes what was tried and, when it moved the case, goes on from there.</summary>
    public CaseOutcome Try(CaseEvent caseEvent)
    {
        Tried.Add((caseEvent, Guide, Now));
        var outcome = CaseProcess.Handle(Case, caseEvent, Guide, Now);
        if (caseEvent is DepartmentEvent said)
        {
            _said.Add(said);
        }

        Case = outcome is CaseOutcome.Moved moved ? moved.Next : Case;
        return outcome;
    }

    public MaterialFiled Scan(string material, MaterialStatus status) => new(new CaseMaterial
    {
        MaterialId = $"{material}-{_next++}",
        Material = material,
        FileName = "scan.pdf",
        Size = 1,
        Sha256 = "00",
        ReceivedAt = Now,
        Status = status,
    })
    { Matches = Matches };

    public ItemDecided Decide(int a, int b) =>
        new(Decision(b)) { EventId = Id(), Digest = "x", Department = Own(a), Item = Code(a), OccurredAt = Now, Operator = "张" };

    public TasksAttempted PerformAll() => new([.. Case.Tasks.Select(t => new TaskAttempt(t.TaskId, null, null))]);

    private SupplementAsked Ask(int a, int b) => new(
        [.. Guide.Materials.Where((_, i) => (b + i) % 7 == 0).Select(m => m.Code)],
        "请补交",
        b % 20 == 0 ? DateTimeOffset.MaxValue : Now.AddMinutes(((b % 60) - 1) * 1440 / 2))
    {
        EventId = Id(),
        Digest = "x",
        Department = Own(a),
        Item = Code(a),
        OccurredAt = Now,
        Operator = "张",
    };

    private TasksAttempted Attempt(int a, int b) => new(
    [
        .. Case.Tasks.Where((_, i) => a % 3 == 0 || (a + i) % 2 == 0).Select((t, i) => (b + i) % 3 == 0
            ? new TaskAttempt(t.TaskId, Now.AddSeconds(1 + (b % 3600)), "TimeoutException")
            : new TaskAttempt(t.TaskId, null, null)),
    ]);

    private Decision Decision(int b)
    {
        var today = ChinaTime.DayOf(Now);
        DateOnly? to = (b % 5) switch { 0 => null, 1 => today.AddDays(b % 40), 2 => today.AddDays(-1), 3 => DateOnly.MaxValue, _ => today };
        return new Decision
        {
            Outcome = b % 3 == 0 ? DecisionOutcome.Denied : DecisionOutcome.Granted,
            DocumentNumber = $"文{b % 50}",
            Grants = b % 7 == 0 ? [] : [new Grant("救助金", b / 100m, "元/月", today.AddDays(-30), to)],
            Reason = "理由",
            DecidedAt = default,
        };
    }

    private DepartmentEvent? Again(int a) => _said.Count == 0 ? null : Pick(_said, a);

    private IEnumerable<string> Missing() => Case.Missing().Select(m => m.Material);

    private IEnumerable<string> Asked() => Case.Items.SelectMany(i => i.OpenSupplements()).SelectMany(s => s.Materials);

    private string Code(int a) => Pick(Case.Items, a).Item;

    private string Own(int a) => Pick(Case.Items, a).Department;

    private string Id() => (_next++).ToString(CultureInfo.InvariantCulture);

    private static MaterialStatus Verdict(int b) =>
        (b % 5) switch { 0 => MaterialStatus.Undetermined, 1 => MaterialStatus.Rejected, _ => MaterialStatus.Accepted };

    private static T Pick<T>(IEnumerable<T> all, int number)
    {
        var list = all.ToArray();
        list.ShouldNotBeEmpty();
        return list[number % list.Length];
    }
}
