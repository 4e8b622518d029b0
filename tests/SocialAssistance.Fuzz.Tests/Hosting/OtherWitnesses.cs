using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;
using SocialAssistance.Departments;
using SocialAssistance.Fuzz.Tests.Invariants;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Register;

namespace SocialAssistance.Fuzz.Tests.Hosting;

/// <summary>The host's own register, watched: how many entries a request wrote.</summary>
internal sealed class RegisterWitness(IRecognitionRegister register, RequestTraces traces) : IRecognitionRegister
{
    public Task ReplaceAsync(string source, string category, IReadOnlyCollection<Recognition> recognitions, CancellationToken cancellationToken)
    {
        traces.Current?.Register.Enqueue(recognitions.Count);
        return register.ReplaceAsync(source, category, recognitions, cancellationToken);
    }

    public Task PutAsync(IReadOnlyCollection<(string Source, Recognition Recognition)> entries, CancellationToken cancellationToken)
    {
        if (entries.Count > 0)
        {
            traces.Current?.Register.Enqueue(entries.Count);
        }

        return register.PutAsync(entries, cancellationToken);
    }

    public Task<IReadOnlyList<Recognition>> FindAsync(IReadOnlyCollection<string> personKeys, DateOnly? day, CancellationToken cancellationToken) =>
        register.FindAsync(personKeys, day, cancellationToken);

    public Task<IReadOnlyList<(string Source, Recognition Recognition)>> ListEndedAsync(DateOnly before, int max, CancellationToken cancellationToken) =>
        register.ListEndedAsync(before, max, cancellationToken);

    public Task DeleteEndedAsync(IReadOnlyCollection<(string Source, Recognition Recognition)> ended, CancellationToken cancellationToken) =>
        register.DeleteEndedAsync(ended, cancellationToken);
}

/// <summary>The host's own trail, watched: what was recorded for which request.</summary>
internal sealed class TrailWitness(IAuditTrail trail, RequestTraces traces) : IAuditTrail
{
    private int _appended;

    /// <summary>Records that came without a write of a case.</summary>
    public int Appended => Volatile.Read(ref _appended);

    public async Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        await trail.AppendAsync(entries, cancellationToken);
        Interlocked.Add(ref _appended, entries.Count);
        foreach (var entry in entries)
        {
            traces.Current?.Records.Enqueue(entry);
        }
    }

    public Task<AuditPage> ListAsync(AuditQuery query, CancellationToken cancellationToken) => trail.ListAsync(query, cancellationToken);

    public Task<AuditDayReport?> VerifyAsync(DateOnly day, CancellationToken cancellationToken) => trail.VerifyAsync(day, cancellationToken);
}

/// <summary>A department's end of the line: it keeps what it was told.</summary>
internal sealed class HeardChannel : IDepartmentChannel
{
    public ConcurrentDictionary<string, DepartmentMessage> Heard { get; } = new(StringComparer.Ordinal);

    public Task SendAsync(DepartmentMessage message, CancellationToken cancellationToken)
    {
        Heard.TryAdd(message.TaskId, message);
        return Task.CompletedTask;
    }
}

/// <summary>Reads all that the host logs, for what must not stand there.</summary>
internal sealed class LogWitness : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Line, string Number)> _numbers = new();

    /// <summary>Lines with personal data or a key.</summary>
    public ConcurrentQueue<string> Leaks { get; } = new();

    /// <summary>Errors, which nobody should be able to cause.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    /// <summary>Lines with a number of somebody.</summary>
    public IEnumerable<string> LinesWith(Func<string, bool> isOfSomebody) => _numbers.Where(n => isOfSomebody(n.Number)).Select(n => n.Line);

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, this);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, LogWitness witness) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // What stands in the line, and what a collector of structured logs would keep beside it.
            var values = state is IEnumerable<KeyValuePair<string, object?>> named ? string.Join(' ', named.Select(v => v.Value)) : "";
            var line = $"{category}: {formatter(state, exception)} {exception} [{values}]";
            if (line.Contains(Marks.Prefix, StringComparison.Ordinal) || line.Contains(Caller.KeyPrefix, StringComparison.Ordinal))
            {
                witness.Leaks.Enqueue(line);
            }

            foreach (var number in Model.NumbersIn(Encoding.UTF8.GetBytes(line)))
            {
                witness._numbers.Enqueue((line, number));
            }

            if (logLevel >= LogLevel.Error)
            {
                witness.Errors.Enqueue(line);
            }
        }
    }
}
