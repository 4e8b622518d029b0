using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialAssistance.Fuzz.Tests.Steps;
using SocialAssistance.Fuzz.Tests.Wire;

namespace SocialAssistance.Fuzz.Tests.Reporting;

/// <summary>How far the attack got: requests by kind and by answer.</summary>
internal sealed class Statistics
{
    private readonly ConcurrentDictionary<(string Kind, int Status), int> _answers = new();
    private readonly ConcurrentDictionary<(string Operation, int Status), int> _operations = new();
    private readonly ConcurrentDictionary<string, int> _mutations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, byte[]> _sessions = new();
    private long _requests;
    private long _sent;
    private long _received;

    public long Requests => Interlocked.Read(ref _requests);

    public void Add(string kind, Step? step, int sent, Answer? answer, string? code, string? operation)
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Add(ref _sent, sent);
        Interlocked.Add(ref _received, answer?.Raw.Length ?? 0);
        _answers.AddOrUpdate((kind, answer?.Status ?? 0), 1, (_, n) => n + 1);
        _operations.AddOrUpdate((operation ?? "none", answer?.Status ?? 0), 1, (_, n) => n + 1);
        if (code is not null)
        {
            _codes.AddOrUpdate(code, 1, (_, n) => n + 1);
        }

        foreach (var mutation in step?.Mutations ?? [])
        {
            _mutations.AddOrUpdate(mutation.Name, 1, (_, n) => n + 1);
        }
    }

    /// <summary>Notes what a session has sent.</summary>
    public void Sent(int session, byte[] fingerprint) => _sessions[session] = fingerprint;

    /// <summary>Share of the answers with a status, or with one of its hundred.</summary>
    public double Share(Func<int, bool> status) => _answers.Where(a => status(a.Key.Status)).Sum(a => a.Value) / (double)Math.Max(1, Requests);

    /// <summary>Requests that reached an operation and were answered with a status, or one of its hundred.</summary>
    public int Reached(string operation, Func<int, bool> status) => _operations.Where(o => o.Key.Operation == operation && status(o.Key.Status)).Sum(o => o.Value);

    public string Write(TimeSpan took)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Requests} requests in {took.TotalSeconds:0.0} s ({Requests / took.TotalSeconds:0} a second); mean {_sent / Math.Max(1, Requests)} bytes sent, {_received / Math.Max(1, Requests)} received.");
        text.AppendLine("Answers: " + List(_answers.GroupBy(a => a.Key.Status == 0 ? "none" : $"{a.Key.Status}").ToDictionary(g => g.Key, g => g.Sum(a => a.Value)), 30, byName: true));
        foreach (var kind in _answers.GroupBy(a => a.Key.Kind).OrderByDescending(g => g.Sum(a => a.Value)))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {kind.Key,-14} {kind.Sum(a => a.Value),6}: {List(kind.ToDictionary(a => a.Key.Status == 0 ? "none" : $"{a.Key.Status}", a => a.Value), 30, byName: true)}");
        }

        foreach (var operation in _operations.GroupBy(o => o.Key.Operation).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {operation.Key,-22} {operation.Sum(o => o.Value),6}: {List(operation.ToDictionary(o => o.Key.Status == 0 ? "none" : $"{o.Key.Status}", o => o.Value), 30, byName: true)}");
        }

        text.AppendLine("Fingerprint of what was sent: " + Convert.ToHexStringLower(SHA256.HashData([.. _sessions.OrderBy(s => s.Key).SelectMany(s => s.Value)]))[..32]);
        text.AppendLine("Codes: " + List(_codes, 100));
        text.AppendLine("Mutations: " + List(_mutations, 200));
        return text.ToString();
    }

    private static string List(IEnumerable<KeyValuePair<string, int>> counts, int most, bool byName = false) => string.Join(", ", counts
        .OrderBy(c => byName ? 0 : -c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(most)
        .Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value}")));
}
