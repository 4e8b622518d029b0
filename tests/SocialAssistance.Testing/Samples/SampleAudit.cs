using SocialAssistance.Cases;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Testing.Samples;

/// <summary>Chains and entries of the trail for tests.</summary>
public static class SampleAudit
{
    /// <summary>A chain under a key of zeros.</summary>
    public static AuditChain Chain { get; } = new(new byte[KeyedHash.SecretBytes]);

    /// <summary>What the trail says of a write whose record the test does not look at.</summary>
    public static AuditEntry Write(Case written) => new(SampleCases.Now, Actor.System, "sample-written")
    {
        CaseId = (written ?? throw new ArgumentNullException(nameof(written))).CaseId,
        CaseVersion = written.Version,
    };

    /// <summary>Keeps a new case, with a record that the test does not look at.</summary>
    public static Task<CaseCreation> CreateAsync(this ICaseStore store, NewCase newCase, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(newCase);
        return store.CreateAsync(newCase, Write(newCase.Case), cancellationToken);
    }

    /// <summary>Writes the next version, with a record that the test does not look at.</summary>
    public static Task<bool> ReplaceAsync(this ICaseStore store, Case previous, Case next, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.ReplaceAsync(previous, next, Write(next), cancellationToken);
    }
}
