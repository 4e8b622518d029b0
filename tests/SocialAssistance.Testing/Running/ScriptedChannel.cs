using System.Collections.Concurrent;
using SocialAssistance.Departments;

namespace SocialAssistance.Testing.Running;

/// <summary>A channel to departments that take messages, fail or hang as the test says.</summary>
public sealed class ScriptedChannel : IDepartmentChannel
{
    private readonly ConcurrentDictionary<string, Func<CancellationToken, Task>> _scripts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<DepartmentMessage> _tried = new();
    private readonly ConcurrentQueue<DepartmentMessage> _delivered = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _givenUp;
    private int _hanging;

    /// <summary>What was tried, in order.</summary>
    public IReadOnlyCollection<DepartmentMessage> Tried => _tried;

    /// <summary>What was delivered, in order.</summary>
    public IReadOnlyCollection<DepartmentMessage> Delivered => _delivered;

    /// <summary>How often somebody began to wait for a department that hangs.</summary>
    public int Hanging => Volatile.Read(ref _hanging);

    /// <summary>How often somebody stopped waiting for a department that hangs.</summary>
    public int GivenUp => Volatile.Read(ref _givenUp);

    /// <summary>The department fails from now on.</summary>
    public void Fail(string department, string text = "The department is away.") => _scripts[department] = _ => throw new HttpRequestException(text);

    /// <summary>The department neither takes nor refuses from now on.</summary>
    public void Hang(string department) => _scripts[department] = token =>
    {
        token.Register(() => Interlocked.Increment(ref _givenUp));
        Interlocked.Increment(ref _hanging);
        return _released.Task.WaitAsync(token);
    };

    /// <summary>Lets go of everything that hangs, which is delivered then.</summary>
    public void Release() => _released.TrySetResult();

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
