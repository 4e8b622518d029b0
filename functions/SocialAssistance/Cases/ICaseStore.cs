using System.Collections.Immutable;
using SocialAssistance.Departments;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Cases;

/// <summary>
/// Keeps cases. Every write is durable when it returns and conditional on what it builds on; the state and the tasks it
/// owes are one document and never apart. No write without its record in the trail: where the record cannot be kept,
/// nothing is written.
/// </summary>
public interface ICaseStore
{
    /// <summary>Keeps a new case, unless one of its submission keys is taken. Of two that race, one is kept.</summary>
    /// <param name="newCase">The case.</param>
    /// <param name="audit">What the trail is to say of the write.</param>
    /// <param name="cancellationToken">Cancels it before the write.</param>
    Task<CaseCreation> CreateAsync(NewCase newCase, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>What an earlier submission under one of these keys opened, or null.</summary>
    /// <param name="keys">Submission keys.</param>
    /// <param name="digests">Digests of what is submitted now, under every algorithm, to be compared.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    Task<CaseCreation?> FindSubmissionAsync(IReadOnlyCollection<string> keys, IReadOnlyCollection<string> digests, CancellationToken cancellationToken);

    /// <summary>The case, or null.</summary>
    Task<Case?> FindAsync(string caseId, CancellationToken cancellationToken);

    /// <summary>
    /// Writes <paramref name="next"/> if the case still is at the version of <paramref name="previous"/>. With the write that
    /// anonymises it go its submission keys and the applicant's key: neither finds the case any more, and what is submitted
    /// under such a key again is a new submission.
    /// </summary>
    /// <param name="previous">The case as it was read.</param>
    /// <param name="next">Its next version.</param>
    /// <param name="audit">What the trail is to say of the write.</param>
    /// <param name="cancellationToken">Cancels it before the write.</param>
    /// <returns>False when somebody else wrote in between; nothing is written then.</returns>
    Task<bool> ReplaceAsync(Case previous, Case next, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Ids of cases whose wake time has come, the longest waiting first.</summary>
    Task<IReadOnlyList<string>> ListDueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken);

    /// <summary>
    /// Ids of cases that ended in some way and whose period of retention counts from before a moment
    /// (<see cref="Case.ErasableFrom"/>), the longest ended first. Held and anonymised ones are not among them.
    /// </summary>
    Task<IReadOnlyList<string>> ListErasableAsync(CaseStatus status, DateTimeOffset before, int max, CancellationToken cancellationToken);

    /// <summary>A page of items on work lists, the most urgent first.</summary>
    Task<WorkListPage> ListWorkAsync(WorkListQuery query, CancellationToken cancellationToken);

    /// <summary>Ids of the cases of an applicant, the newest first, at most 100.</summary>
    /// <param name="personKey">The applicant's key (<see cref="Privacy.IKeyedHash"/>).</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    Task<IReadOnlyList<string>> FindByApplicantAsync(string personKey, CancellationToken cancellationToken);

    /// <summary>Asks the store for a sign of life.</summary>
    /// <exception cref="Exception">The store does not answer.</exception>
    Task PingAsync(CancellationToken cancellationToken);
}

/// <summary>A case to be kept for the first time.</summary>
/// <param name="Case">The case.</param>
/// <param name="Keys">Under which a second submission is known, at least one.</param>
/// <param name="Digest">Keyed digest of what was submitted.</param>
/// <param name="ApplicantKey">The applicant's key.</param>
public sealed record NewCase(Case Case, ImmutableArray<string> Keys, string Digest, string ApplicantKey)
{
    /// <summary>The same digest under algorithms that are no longer written; an earlier submission may stand under one.</summary>
    public ImmutableArray<string> OtherDigests { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Every digest under which the same content is known.</summary>
    public IReadOnlyCollection<string> Digests => [Digest, .. OtherDigests];
}

/// <summary>What came of keeping a new case.</summary>
/// <param name="CaseId">The case that is kept: the new one, or the earlier one.</param>
/// <param name="Created">Whether it is the new one.</param>
/// <param name="SameContent">Whether the earlier submission had the same content.</param>
public sealed record CaseCreation(string CaseId, bool Created, bool SameContent);
