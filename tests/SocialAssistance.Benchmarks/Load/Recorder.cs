using System.Diagnostics;
using HdrHistogram;

namespace SocialAssistance.Benchmarks.Load;

/// <summary>What is timed.</summary>
internal enum Timed
{
    /// <summary>An application is submitted.</summary>
    Submit,

    /// <summary>A scan is handed in.</summary>
    Upload,

    /// <summary>A department takes an item up.</summary>
    Accept,

    /// <summary>A department decides.</summary>
    Decide,

    /// <summary>Progress is asked for.</summary>
    Progress,

    /// <summary>From the start of a decision until it stands in the progress answer.</summary>
    Visible,

    /// <summary>A whole case.</summary>
    Case,
}

/// <summary>Times and failures of one thread, later of all.</summary>
internal sealed class Recorder
{
    private const long MaxMicroseconds = 600_000_000;
    private const int Digits = 3;

    private readonly LongHistogram?[] _times = new LongHistogram?[Enum.GetValues<Timed>().Length];

    public long Requests { get; private set; }

    public int Cases { get; private set; }

    public int Failures { get; private set; }

    public string? FirstFailure { get; private set; }

    /// <summary>The times of a kind, in microseconds; null when there are none.</summary>
    public LongHistogram? Times(Timed kind) => _times[(int)kind];

    /// <summary>Notes how long something took that began at <paramref name="startedAt"/> and is over now.</summary>
    public void Note(Timed kind, long startedAt)
    {
        var histogram = _times[(int)kind] ??= new LongHistogram(MaxMicroseconds, Digits);
        histogram.RecordValue(Math.Min(MaxMicroseconds, (long)Stopwatch.GetElapsedTime(startedAt).TotalMicroseconds));
        if (kind == Timed.Case)
        {
            Cases++;
        }
        else if (kind != Timed.Visible)
        {
            Requests++;
        }
    }

    public void Fail(string what)
    {
        Failures++;
        FirstFailure ??= what;
    }

    /// <summary>Adds what another thread noted.</summary>
    public void Add(Recorder other)
    {
        foreach (var kind in Enum.GetValues<Timed>())
        {
            if (other.Times(kind) is { } times)
            {
                (_times[(int)kind] ??= new LongHistogram(MaxMicroseconds, Digits)).Add(times);
            }
        }

        Requests += other.Requests;
        Cases += other.Cases;
        Failures += other.Failures;
        FirstFailure ??= other.FirstFailure;
    }
}
