using BenchmarkDotNet.Attributes;
using SocialAssistance.Applications;
using SocialAssistance.Cases;
using SocialAssistance.Testing.Samples;

namespace SocialAssistance.Benchmarks.Micro;

/// <summary>The process of an eleven-item case, and its document.</summary>
[MemoryDiagnoser]
public class ProcessBenchmarks
{
    private const string CaseId = "20260803-640104-000000000001";

    private readonly ApplicationForm _form = SampleForms.All();
    private Case _lackingOne = SampleCases.Awaiting(CaseId);
    private Case _finished = SampleCases.Awaiting(CaseId);
    private byte[] _document = [];
    private CaseEvent _lastScan = SampleEvents.Scan("identity-document");

    /// <summary>Takes cases to where the benchmarks begin.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var missing = SampleCases.Awaiting(CaseId).Missing().Select(m => SampleEvents.Scan(m.Material)).ToArray();
        _lackingOne = missing[1..].Aggregate(SampleCases.Awaiting(CaseId), (c, scan) => c.After(scan));
        _lastScan = missing[0];
        _finished = SampleGuide.ItemCodes
            .SelectMany(item => new CaseEvent[] { SampleEvents.TakenUp(item), SampleEvents.Granted(item) })
            .Aggregate(SampleCases.Dispatched(CaseId), (c, e) => c.After(e));
        _finished = _finished.After(SampleEvents.Performed(_finished));
        _document = CaseJson.Write(_finished);
    }

    /// <summary>A new case with eleven items.</summary>
    [Benchmark]
    public Case Open() => CaseProcess.Open(CaseId, _form, "platform", [], SampleGuide.Guide, SampleCases.Now);

    /// <summary>The scan with which eleven items are dispatched.</summary>
    [Benchmark]
    public CaseOutcome LastScan() => CaseProcess.Handle(_lackingOne, _lastScan, SampleGuide.Guide, SampleCases.Now);

    /// <summary>Writes a finished case.</summary>
    [Benchmark]
    public byte[] WriteDocument() => CaseJson.Write(_finished);

    /// <summary>Reads a finished case.</summary>
    [Benchmark]
    public Case ReadDocument() => CaseJson.Read(_document);
}
