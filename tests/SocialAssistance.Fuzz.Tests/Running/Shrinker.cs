using System.Collections.Immutable;
using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Steps;

namespace SocialAssistance.Fuzz.Tests.Running;

/// <summary>Makes a session that failed smaller for as long as it breaks the same rule: fewer requests, then fewer mutations.</summary>
internal sealed class Shrinker(FuzzHost host, IReadOnlyList<Filed> others, CancellationToken cancellationToken)
{
    private const int MostRuns = 200;

    private int _runs;

    public async Task<(Session Session, Failure Failure)> ShrinkAsync(Session session, Failure failure)
    {
        var steps = session.Steps.Take(failure.Step + 1).ToImmutableArray();
        (session, failure) = await TryAsync(session with { Steps = steps }, failure) ?? (session, failure);
        for (var size = session.Steps.Length / 2; size >= 1; size /= 2)
        {
            for (var at = 0; at < session.Steps.Length;)
            {
                var fewer = session.Steps.RemoveRange(at, Math.Min(size, session.Steps.Length - at));
                if (await TryAsync(session with { Steps = fewer }, failure) is { } smaller)
                {
                    (session, failure) = smaller;
                }
                else
                {
                    at += size;
                }
            }
        }

        for (var place = 0; place < session.Steps.Length; place++)
        {
            for (var at = session.Steps[place].Mutations.Length - 1; at >= 0; at--)
            {
                var step = session.Steps[place];
                var plainer = session.Steps.SetItem(place, step with { Mutations = step.Mutations.RemoveAt(at) });
                (session, failure) = await TryAsync(session with { Steps = plainer }, failure) ?? (session, failure);
            }
        }

        return (session, failure);
    }

    private async Task<(Session Session, Failure Failure)?> TryAsync(Session candidate, Failure known)
    {
        if (_runs++ >= MostRuns || candidate.Steps.IsEmpty)
        {
            return null;
        }

        using var run = new SessionRun(host, candidate with { FirstFamily = host.Model.SpareFamilies() }, others, null);
        return await run.RunAsync(cancellationToken) is { } failure && failure.Violation.Rule == known.Violation.Rule ? (candidate, failure) : null;
    }
}
