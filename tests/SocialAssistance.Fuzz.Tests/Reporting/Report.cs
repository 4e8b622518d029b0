using System.Globalization;
using System.Text;
using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Running;
using SocialAssistance.Fuzz.Tests.Steps;

namespace SocialAssistance.Fuzz.Tests.Reporting;

/// <summary>Tells of a failure so that somebody can see it again: shrunk, without keys, with the seed.</summary>
internal static class Report
{
    public static async Task<string> OfAsync(
        FuzzHost host, IReadOnlyList<Filed> others, FuzzSettings settings, Session session, Failure failure, CancellationToken cancellationToken)
    {
        var (small, last) = await new Shrinker(host, others, cancellationToken).ShrinkAsync(session, failure);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"=== {last.Violation.Rule}: {last.Violation.Detail}");
        text.AppendLine(CultureInfo.InvariantCulture, $"Again: {FuzzSettings.SeedVariable}={settings.Seed} {FuzzSettings.SessionVariable}={session.Index}");
        text.AppendLine(CultureInfo.InvariantCulture, $"Found at request {failure.Step} of the session; {small.Steps.Length} requests are left after shrinking:");
        foreach (var step in small.Steps)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {step.Kind} {string.Join(", ", step.Mutations.Select(m => m.Name))}");
        }

        text.AppendLine("The request:").Append("    ").AppendLine(Replay.Of(last.Request));
        text.AppendLine("The answer:").Append("    ").AppendLine(last.Answer is { } answer ? Replay.Of(answer.Raw) : "none");
        return text.ToString();
    }
}
