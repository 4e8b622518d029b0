using BenchmarkDotNet.Attributes;
using SocialAssistance.Cases;
using SocialAssistance.Testing.Samples;

namespace SocialAssistance.Benchmarks.Micro;

/// <summary>Each thing that a department may say of one item of an eleven-item case.</summary>
[MemoryDiagnoser]
public class DepartmentEventBenchmarks
{
    private const string Recognising = "minimum-living-allowance";
    private const string Dependent = "medical-assistance";

    private Case _case = SampleCases.Awaiting("20260803-640104-000000000001");
    private CaseEvent _event = SampleEvents.TakenUp(Recognising);

    /// <summary>What it says.</summary>
    public enum Said
    {
        /// <summary>It takes the item up.</summary>
        Accepted,

        /// <summary>It does not.</summary>
        NotAccepted,

        /// <summary>It tells how far it is.</summary>
        Progressed,

        /// <summary>It needs more.</summary>
        SupplementRequested,

        /// <summary>It grants an item that others depend on.</summary>
        RecognitionGranted,

        /// <summary>It grants an item on which nothing depends.</summary>
        Granted,

        /// <summary>It denies.</summary>
        Denied,

        /// <summary>It takes a recognition back.</summary>
        RecognitionRevised,
    }

    /// <summary>What the department says.</summary>
    [ParamsAllValues]
    public Said Event { get; set; }

    /// <summary>Dispatches the case, and grants what is to be revised.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _case = SampleCases.Dispatched("20260803-640104-000000000001");
        _case = _case.After(SampleEvents.Performed(_case));
        var (takenUp, denied) = (SampleEvents.TakenUp(Dependent), SampleEvents.Denied(Recognising));
        _event = Event switch
        {
            Said.Accepted => takenUp,
            Said.NotAccepted => new ItemRefused { EventId = "1", Department = takenUp.Department, Item = Dependent, OccurredAt = SampleCases.Now, Note = "不属于受理范围" },
            Said.Progressed => new ProgressReported { EventId = "1", Department = takenUp.Department, Item = Dependent, OccurredAt = SampleCases.Now, Note = "正在入户调查" },
            Said.SupplementRequested => SampleEvents.SupplementAsked(Dependent),
            Said.RecognitionGranted => SampleEvents.Granted(Recognising),
            Said.Granted => SampleEvents.Granted(Dependent),
            Said.Denied => SampleEvents.Denied(Dependent),
            Said.RecognitionRevised => new DecisionChanged(denied.Decision)
            {
                EventId = "revised",
                Department = denied.Department,
                Item = Recognising,
                OccurredAt = SampleCases.Now,
                Note = "复核后收入高于标准",
            },
            _ => throw new InvalidOperationException("There is no such event."),
        };
        if (Event == Said.RecognitionRevised)
        {
            _case = _case.After(SampleEvents.Granted(Recognising));
        }

        // What is refused is not measured.
        _case.After(_event);
    }

    /// <summary>Lets it happen.</summary>
    [Benchmark]
    public CaseOutcome Handle() => CaseProcess.Handle(_case, _event, SampleGuide.Guide, SampleCases.Now);
}
