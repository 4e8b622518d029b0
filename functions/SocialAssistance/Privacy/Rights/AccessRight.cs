using System.Collections.Immutable;
using SocialAssistance.Applications;
using SocialAssistance.Cases;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Register;

namespace SocialAssistance.Privacy.Rights;

/// <summary>Who was shown data of a case, as the trail has it.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Who: a caller's name, no person's.</param>
/// <param name="Role">Its role.</param>
/// <param name="Action">What it did.</param>
/// <param name="Item">The item or the scan; empty for the case as a whole.</param>
/// <param name="Purpose">For which purpose; empty when the record names none.</param>
/// <param name="Fields">Codes of the facts.</param>
public sealed record ShownTo(DateTimeOffset At, string Actor, string Role, string Action, string Item, string Purpose, ImmutableArray<string> Fields);

/// <summary>All that is held of somebody.</summary>
/// <param name="Cases">The cases they filed for themselves, each with the opened form and who was shown it.</param>
/// <param name="Member">Themselves as a member of another's household, when they named that case; null else.</param>
/// <param name="Recognitions">What the register holds of them, also what has ended.</param>
public sealed record HeldData(
    ImmutableArray<(Case Case, ApplicationForm Form, ImmutableArray<ShownTo> Shown)> Cases,
    (string CaseId, HouseholdMember Member)? Member,
    ImmutableArray<RegisterMatch> Recognitions);

/// <summary>
/// Gathers what is held of a person (个人信息保护法 第四十五条). Of another's household a member is told their own fields only,
/// and only when they name the case: that somebody filed for a household is that person's own data.
/// </summary>
public sealed class AccessRight(CaseService cases, CaseSealing sealing, Disclosure disclosure, RegisterService register, IAuditTrail trail)
{
    /// <summary>Most pages of the trail that are read for one case.</summary>
    private const int MaxPages = 25;

    /// <summary>Gathers it.</summary>
    /// <param name="name">The person's name.</param>
    /// <param name="idNumber">The person's ID number, checked.</param>
    /// <param name="memberOf">A case in whose household they stand; null when they name none.</param>
    /// <param name="covers">Whether the caller may know of cases of a county.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<HeldData> GatherAsync(
        string name, string idNumber, string? memberOf, Func<string, bool> covers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(covers);
        var filed = await cases.FindByApplicantAsync(idNumber, cancellationToken).ConfigureAwait(false);
        var names = sealing.Name(name);
        var fitting = filed.Where(c => c.NameKeys.Intersect(names).Any()).ToArray();
        var own = ImmutableArray.CreateBuilder<(Case, ApplicationForm, ImmutableArray<ShownTo>)>();
        foreach (var @case in fitting)
        {
            if (covers(@case.Form.Division))
            {
                var shown = await ShownAsync(@case.CaseId, cancellationToken).ConfigureAwait(false);
                own.Add((@case, disclosure.Form(@case, Disclosure.Everything), shown));
            }
        }

        var person = new KeyedPerson(PersonPlaces.Applicant, sealing.Person(idNumber));
        var recognitions = await register.HeldAsync(person, cancellationToken).ConfigureAwait(false);
        var member = memberOf is null ? null : await MemberAsync(memberOf, name, person, covers, cancellationToken).ConfigureAwait(false);

        // The register knows no names. Where cases know the person by another one only, it is somebody else who asks.
        var isAnother = fitting.Length == 0 && filed.Any(c => !c.NameKeys.IsEmpty);
        return new HeldData(own.ToImmutable(), member, [.. recognitions.Where(r => !isAnother && covers(r.Division))]);
    }

    private async Task<(string, HouseholdMember)?> MemberAsync(
        string caseId, string name, KeyedPerson person, Func<string, bool> covers, CancellationToken cancellationToken)
    {
        if (await cases.FindAsync(caseId, cancellationToken).ConfigureAwait(false) is not { } @case || !covers(@case.Form.Division))
        {
            return null;
        }

        var index = Enumerable.Range(0, @case.Form.Household.Length).FirstOrDefault(Is, -1);
        if (index < 0)
        {
            return null;
        }

        // Of the others nothing is opened.
        var prefix = "form/" + PersonPlaces.Household(index) + "/";
        var form = disclosure.Form(@case, field => field.StartsWith(prefix, StringComparison.Ordinal) ? Showing.Open : Showing.Absent);
        return form.Household[index] is var member && member.Name.Value == name ? (@case.CaseId, member) : null;

        bool Is(int index) => @case.People.Any(p => p.Place == PersonPlaces.Household(index) && p.Keys.Intersect(person.Keys).Any());
    }

    private async Task<ImmutableArray<ShownTo>> ShownAsync(string caseId, CancellationToken cancellationToken)
    {
        var shown = ImmutableArray.CreateBuilder<ShownTo>();
        string? continuation = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var query = new AuditQuery { CaseId = caseId, PageSize = AuditQuery.MaxPageSize, Continuation = continuation };
            var read = await trail.ListAsync(query, cancellationToken).ConfigureAwait(false);
            shown.AddRange(read.Records
                .Select(r => r.Entry)
                .Where(e => e.CaseVersion is null && !e.Fields.IsEmpty && e.Outcome == AuditOutcome.Done)
                .Select(e => new ShownTo(e.At, e.Actor.Name, e.Actor.Role, e.Action, e.Subject, e.Purpose, e.Fields)));
            continuation = read.Continuation;
            if (continuation is null)
            {
                break;
            }
        }

        return shown.ToImmutable();
    }
}
