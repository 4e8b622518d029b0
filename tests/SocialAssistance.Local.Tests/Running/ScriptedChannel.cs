using System.Collections.Concurrent;
using SocialAssistance.Departments;

namespace SocialAssistance.Local.Tests.Running;

/// <summary>A channel to departments that take messages, fail or hang as the test says.</summary>
internal sealed class ScriptedChannel : IDepartmentChannel
{
    private readonly ConcurrentDictionary<string, Func<CancellationToken, Task>> _scripts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<DepartmentMessage> _tried = new();
    private readonly ConcurrentQueue<DepartmentMessage> _delivered = new();

    /// <summary>What was tried, in order.</summary>
    public IReadOnlyCollection<DepartmentMessage> Tried => _tried;

    /// <summary>What was delivered, in order.</summary>
    public IReadOnlyCollection<DepartmentMessage> Delivered => _delivered;

    /// <summary>The department fails from now on.</summary>
    public void Fail(string department) => _scripts[department] = _ => throw new HttpRequestException("The department is away.");

    /// <summary>The department neither takes nor refuses from now on.</summary>
    public void Hang(string department) => _scripts[department] = token => Task.Delay(Timeout.InfiniteTimeSpan, token);

    /// <summary>The department takes messages again.</summary>
    public void Mend(string department) => _scripts.TryRemove(department, out _);

    /// <inheritdoc/>
    public async Task SendAsync(DepartmentMessage message, CancellationToken cancellationToken)
    {
        _tried.Enqueue(message);
        if (_scripts.TryGetValue(message.Department, out var script))
        {
            await script(cancellationToken);
        }

        _delivered.Enqueue(message);
    }
}
