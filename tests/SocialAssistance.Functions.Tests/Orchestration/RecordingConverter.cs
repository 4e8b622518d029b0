using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace SocialAssistance.Functions.Tests.Orchestration;

/// <summary>Records all that an orchestration's history could hold: whatever goes into it or comes out of it goes through here.</summary>
internal sealed class RecordingConverter : DataConverter
{
    private readonly JsonDataConverter _json = JsonDataConverter.Default;
    private readonly ConcurrentQueue<string> _written = new();
    private int _read;

    /// <summary>Everything that was written.</summary>
    public IReadOnlyCollection<string> Written => _written;

    /// <summary>How many values were read back; replaying a long history reads many.</summary>
    public int Read => Volatile.Read(ref _read);

    public override object? Deserialize(string? data, Type targetType)
    {
        if (data is not null)
        {
            Interlocked.Increment(ref _read);
        }

        return _json.Deserialize(data, targetType);
    }

    public override string? Serialize(object? value)
    {
        var written = _json.Serialize(value);
        if (written is not null)
        {
            _written.Enqueue(written);
        }

        return written;
    }
}
