using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace SocialAssistance.Benchmarks.Load;

/// <summary>
/// Threads that take whole cases through a host. At a given rate the beginnings of cases are fixed beforehand, whatever the
/// host does, as long as a thread is free.
/// </summary>
internal sealed class LoadRun : IDisposable
{
    private readonly LoadPlan _plan;
    private readonly HttpConnection[] _connections;
    private readonly CaseClient[] _clients;
    private int _serial;
    private volatile bool _stopping;
    private int _done;

    public LoadRun(LoadPlan plan)
    {
        var run = RandomNumberGenerator.GetHexString(8, lowercase: true);
        _plan = plan;
        _connections = [.. Enumerable.Range(0, plan.Concurrency).Select(_ => new HttpConnection(plan.Host, plan.Port))];
        _clients = [.. _connections.Select(c => new CaseClient(c, new CaseRequests(plan.Callers, plan.Guide, run, plan.Scans), plan.Watched))];
    }

    /// <summary>How many cases have ended since the beginning.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>Takes so many cases through.</summary>
    /// <returns>What was noted, and how long it took altogether.</returns>
    public (Recorder Noted, TimeSpan Elapsed) Run(int cases)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var first = _serial;
        var last = _serial + cases;
        var threads = _clients.Select(client => new Thread(() => Work(client, startedAt, first, last)) { IsBackground = true }).ToArray();
        foreach (var client in _clients)
        {
            client.Recorder = new Recorder();
        }

        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        var elapsed = Stopwatch.GetElapsedTime(startedAt);
        _serial = last;
        var noted = new Recorder();
        Array.ForEach(_clients, c => noted.Add(c.Recorder));
        return (noted, elapsed);
    }

    /// <summary>Lets the threads end; what they have begun may fail without being noted.</summary>
    public void Stop() => _stopping = true;

    public void Dispose() => Array.ForEach(_connections, c => c.Dispose());

    private void Work(CaseClient client, long startedAt, int first, int last)
    {
        try
        {
            while (!_stopping && Interlocked.Increment(ref _serial) - 1 is var serial && serial < last)
            {
                AwaitTurn(startedAt, serial - first);
                client.Run(serial);
                Interlocked.Increment(ref _done);
            }
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            if (!_stopping)
            {
                client.Recorder.Fail($"The connection broke: {error.Message}");
            }
        }
    }

    private void AwaitTurn(long startedAt, int turn)
    {
        if (_plan.Rate is { } rate && TimeSpan.FromSeconds(turn / rate) - Stopwatch.GetElapsedTime(startedAt) is { Ticks: > 0 } early)
        {
            Thread.Sleep(early);
        }
    }
}
