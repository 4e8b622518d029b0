using Microsoft.Azure.Functions.Worker;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Functions.Hosting;

/// <summary>Every minute, publishes how far the audit trail goes: what is cut off after that is missed.</summary>
public sealed class AuditHeadTimer(HeadPublishing publishing)
{
    /// <summary>Publishes once; what could not be published is made up by the next run, and shows as a failed invocation.</summary>
    [Function("AuditHeads")]
    public Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        publishing.RunAsync(cancellationToken);
}
