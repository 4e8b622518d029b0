using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SocialAssistance.Testing.Running;

/// <summary>Remembers what was logged: level, name of the event and text.</summary>
/// <typeparam name="T">Whose log it is.</typeparam>
public sealed class LogLines<T> : ILogger<T>
{
    private readonly ConcurrentQueue<(LogLevel Level, string? Event, string Text)> _lines = new();

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<(LogLevel Level, string? Event, string Text)> All => [.. _lines];

    /// <summary>The texts of an event.</summary>
    public IReadOnlyList<string> Of(string name) => [.. _lines.Where(l => l.Event == name).Select(l => l.Text)];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((logLevel, eventId.Name, formatter(state, exception)));
}
