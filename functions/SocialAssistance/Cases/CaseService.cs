using SocialAssistance.Applications;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;
using SocialAssistance.Register;

namespace SocialAssistance.Cases;

/// <summary>
/// Takes applications and events: reads the case, lets <see cref="CaseProcess"/> decide, writes once under the version it
/// read, and wakes the runner. Whoever loses a race reads again. What comes in is sealed first: neither the process nor the
/// store sees a personal value open.
/// </summary>
public sealed class CaseService(
    ICaseStore store, RegisterService register, ICaseRunner runner, CaseSealing sealing, ServiceGuide guide, TimeProvider clock)
{
    /// <summary>Nobody loses this often to writers of one single case unless something is wrong.</summary>
    private const int MaxRaces = 50;

    /// <summary>Opens a case, or answers with the one that the same submission opened before.</summary>
    /// <param name="form">The checked form.</param>
    /// <param name="actor">Who files it; the keys are its own.</param>
    /// <param name="keys">Its idempotency key and its own reference, whichever it gave; at least one.</param>
    /// <param name="cancellationToken">Cancels it before the write.</param>
    public async Task<CaseCreation> SubmitAsync(
        ApplicationForm form, Actor actor, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(actor);
        await sealing.ReadyAsync(cancellationToken).ConfigureAwait(false);
        var now = clock.Now();
        var people = sealing.People(form);
        var digests = sealing.Digests(form);
        var matches = await register.CompareAsync(people, cancellationToken).ConfigureAwait(false);
        var caseId = CaseIds.New(form.Division, now);
        var opened = CaseProcess.Open(caseId, sealing.Seal(form, caseId), actor.Name, matches, guide, now) with
        {
            People = people,
            NameKeys = sealing.Name(form.Applicant.Name.Value),
        };
        var known = keys.Select(key => sealing.Submission(actor.Name, key)).ToArray();
        var newCase = new NewCase(opened, [.. known.Select(k => k[0])], digests[0], people[0].Keys[0])
        {
            OtherKeys = [.. known.SelectMany(k => k[1..])],
            OtherDigests = digests[1..],
        };
        var created = await store.CreateAsync(newCase, CaseAudit.Opened(actor, opened), cancellationToken).ConfigureAwait(false);
        if (created.Created)
        {
            await runner.WakeAsync(null, opened, CancellationToken.None).ConfigureAwait(false);
        }

        return created;
    }

    /// <summary>What the same caller opened earlier under one of these keys, or null. For a delivery that comes again when
    /// it could no longer be made for the first time.</summary>
    public Task<CaseCreation?> FindSubmittedAsync(
        ApplicationForm form, string caller, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        store.FindSubmissionAsync([.. keys.SelectMany(key => sealing.Submission(caller, key))], sealing.Digests(form), cancellationToken);

    /// <summary>Lets an event happen to a case that nobody asked for: a clock, an owed task.</summary>
    /// <inheritdoc cref="ApplyAsync(string, CaseEvent, Actor, CancellationToken)"/>
    public Task<CaseOutcome> ApplyAsync(string caseId, CaseEvent caseEvent, CancellationToken cancellationToken) =>
        ApplyAsync(caseId, caseEvent, Actor.System, cancellationToken);

    /// <summary>Lets an event happen to a case. The write and the record of it are kept together.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="caseEvent">The event.</param>
    /// <param name="actor">Who lets it happen, for the trail.</param>
    /// <param name="cancellationToken">Cancels it before the write.</param>
    /// <returns>What became of it; refused with <see cref="CaseRefusals.UnknownCase"/> when there is no such case.</returns>
    /// <exception cref="CaseBusyException">Too many others wrote to the case at the same time; nothing has changed.</exception>
    public async Task<CaseOutcome> ApplyAsync(string caseId, CaseEvent caseEvent, Actor actor, CancellationToken cancellationToken)
    {
        await sealing.ReadyAsync(cancellationToken).ConfigureAwait(false);
        caseEvent = sealing.Seal(caseEvent, caseId);
        for (var race = 0; race < MaxRaces; race++)
        {
            if (await store.FindAsync(caseId, cancellationToken).ConfigureAwait(false) is not { } current)
            {
                return new CaseOutcome.Refused(CaseRefusals.UnknownCase);
            }

            var informed = await WithMatchesAsync(current, caseEvent, cancellationToken).ConfigureAwait(false);
            var now = clock.Now();
            var outcome = CaseProcess.Handle(current, informed, guide, now);
            if (outcome is not CaseOutcome.Moved moved)
            {
                if (IsSaidAgain(current, caseEvent, outcome))
                {
                    await runner.WakeAsync(null, current, CancellationToken.None).ConfigureAwait(false);
                }

                return outcome;
            }

            var audit = CaseAudit.Happened(actor, caseEvent, moved.Next, now);
            if (await store.ReplaceAsync(current, moved.Next, audit, cancellationToken).ConfigureAwait(false))
            {
                await runner.WakeAsync(current, moved.Next, CancellationToken.None).ConfigureAwait(false);
                return moved;
            }
        }

        throw new CaseBusyException(caseId);
    }

    /// <summary>The case, or null.</summary>
    public async Task<Case?> FindAsync(string caseId, CancellationToken cancellationToken)
    {
        // Whoever finds a case may show it.
        await sealing.ReadyAsync(cancellationToken).ConfigureAwait(false);
        return CaseIds.IsWellFormed(caseId) ? await store.FindAsync(caseId, cancellationToken).ConfigureAwait(false) : null;
    }

    /// <summary>The cases that somebody filed for themselves, the newest first; name and ID number must both fit.</summary>
    public async Task<IReadOnlyList<Case>> SearchAsync(string name, string idNumber, CancellationToken cancellationToken)
    {
        var names = sealing.Name(name);
        var filed = await FindByApplicantAsync(idNumber, cancellationToken).ConfigureAwait(false);
        return [.. filed.Where(c => c.NameKeys.Intersect(names).Any())];
    }

    /// <summary>The cases filed under an ID number, the newest first, whatever name stands there. Not to be shown to whoever knows the
    /// number alone.</summary>
    public async Task<IReadOnlyList<Case>> FindByApplicantAsync(string idNumber, CancellationToken cancellationToken)
    {
        await sealing.ReadyAsync(cancellationToken).ConfigureAwait(false);
        var found = new List<Case>();
        foreach (var person in sealing.Person(idNumber))
        {
            foreach (var caseId in await store.FindByApplicantAsync(person, cancellationToken).ConfigureAwait(false))
            {
                if (await store.FindAsync(caseId, cancellationToken).ConfigureAwait(false) is { } @case)
                {
                    found.Add(@case);
                }
            }
        }

        return [.. found.OrderByDescending(c => c.SubmittedAt).ThenByDescending(c => c.CaseId, StringComparer.Ordinal)];
    }

    /// <summary>Whoever says it again may not have had an answer, and then nobody may have been woken either.</summary>
    private bool IsSaidAgain(Case current, CaseEvent caseEvent, CaseOutcome outcome) =>
        outcome is CaseOutcome.Unchanged && caseEvent is not (TasksAttempted or ClockStruck) && current.WakeAt <= clock.Now();

    /// <summary>While a case awaits materials any event may complete it, and the comparison goes out with the dispatch. Where ID
    /// numbers are corrected, those are compared that are right.</summary>
    private async ValueTask<CaseEvent> WithMatchesAsync(Case current, CaseEvent caseEvent, CancellationToken cancellationToken)
    {
        var correction = caseEvent as PersonalDataCorrected;
        return current.Status == CaseStatus.AwaitingMaterials || correction is { People.IsEmpty: false }
            ? caseEvent with { Matches = await register.CompareAsync(correction?.PeopleOf(current) ?? current.People, cancellationToken).ConfigureAwait(false) }
            : caseEvent;
    }
}
