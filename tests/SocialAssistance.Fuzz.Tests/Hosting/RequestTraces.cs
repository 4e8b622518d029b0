using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using SocialAssistance.Api.Access;
using SocialAssistance.Cases;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Fuzz.Tests.Hosting;

/// <summary>A write of a case that the store has confirmed.</summary>
/// <param name="Previous">What it built on; null for a new case.</param>
/// <param name="Next">What stands now.</param>
internal sealed record CaseWrite(Case? Previous, Case Next);

/// <summary>What the host did for one request that had reached the application.</summary>
internal sealed class RequestTrace
{
    public ConcurrentQueue<CaseWrite> Cases { get; } = new();

    /// <summary>Entries written into the register.</summary>
    public ConcurrentQueue<int> Register { get; } = new();

    /// <summary>What went into the trail for it.</summary>
    public ConcurrentQueue<AuditEntry> Records { get; } = new();

    /// <summary>What it asked for, known when the answer begins; null where that is nothing.</summary>
    public Operation? Operation { get; set; }
}

/// <summary>
/// Tells which request caused which write. A connection carries one request at a time, so its port names the request;
/// writes without a request are the runner's.
/// </summary>
internal sealed class RequestTraces : IStartupFilter
{
    private readonly AsyncLocal<RequestTrace?> _current = new();
    private readonly ConcurrentDictionary<int, ConcurrentQueue<RequestTrace>> _byPort = new();

    public RequestTrace? Current => _current.Value;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (http, rest) =>
        {
            var trace = new RequestTrace();
            _current.Value = trace;
            http.Response.OnStarting(() =>
            {
                trace.Operation = http.Operation();
                return Task.CompletedTask;
            });
            _byPort.GetOrAdd(http.Connection.RemotePort, _ => new()).Enqueue(trace);
            await rest(http);
        });
        next(app);
    };

    /// <summary>What was done for the requests of a connection since it was asked last.</summary>
    public IReadOnlyList<RequestTrace> Take(int port)
    {
        if (!_byPort.TryGetValue(port, out var queue))
        {
            return [];
        }

        var taken = new List<RequestTrace>();
        while (queue.TryDequeue(out var trace))
        {
            taken.Add(trace);
        }

        return taken;
    }
}
