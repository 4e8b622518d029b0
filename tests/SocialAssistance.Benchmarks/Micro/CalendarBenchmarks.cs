using BenchmarkDotNet.Attributes;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Testing.Samples;

namespace SocialAssistance.Benchmarks.Micro;

/// <summary>Working days, and the clock of an item that is counted in them.</summary>
[MemoryDiagnoser]
public class CalendarBenchmarks
{
    private readonly WorkCalendar _calendar = SampleGuide.Guide.Calendar;
    private readonly DateOnly _from = new(2026, 8, 3);
    private readonly DateOnly _to = new(2026, 9, 22);
    private Case _housing = SampleCases.Awaiting("20260803-640104-000000000001");

    /// <summary>Makes a case of one item that lacks its last scan.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _housing = SampleCases.Awaiting("20260803-640104-000000000001", SampleForms.For(["housing-assistance"]));
        _housing = _housing.Missing().ToArray()[1..].Aggregate(_housing, (c, m) => c.After(SampleEvents.Scan(m.Material)));
    }

    /// <summary>One day.</summary>
    [Benchmark]
    public bool IsWorkingDay() => _calendar.IsWorkingDay(_to);

    /// <summary>Seven weeks.</summary>
    [Benchmark]
    public int WorkingDaysBetween() => _calendar.WorkingDaysBetween(_from, _to);

    /// <summary>Through the longest holiday.</summary>
    [Benchmark]
    public CountedDay WorkingDayFrom() => _calendar.WorkingDayFrom(new DateOnly(2026, 10, 1));

    /// <summary>The clock of 35 working days, counted when the last scan comes.</summary>
    [Benchmark]
    public CaseOutcome ClockOf35WorkingDays() =>
        CaseProcess.Handle(_housing, SampleEvents.Scan(_housing.Missing().Single().Material), SampleGuide.Guide, SampleCases.Now);
}
