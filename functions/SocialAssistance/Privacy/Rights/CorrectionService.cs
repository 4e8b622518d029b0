using System.Collections.Immutable;
using System.Text.Json;
using SocialAssistance.Applications;
using SocialAssistance.Cases;
using SocialAssistance.Input;
using SocialAssistance.Register;

namespace SocialAssistance.Privacy.Rights;

/// <summary>Corrects wrong personal data of a case. It sees the form open, to find the other places of a wrong ID number.</summary>
public sealed class CorrectionService(CaseService cases, CaseSealing sealing, Disclosure disclosure)
{
    /// <summary>What is wrong with a request for a case, beyond its single fields: nobody stands in the household twice.</summary>
    public ImmutableArray<Fault> FaultsOf(Case @case, CorrectionRequest request)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(request);
        var right = People(request);
        var after = @case.People.Select(p => right.FirstOrDefault(c => c.Place == p.Place) ?? p).ToArray();
        return
        [
            .. right
                .Where(c => after.Any(p => p.Place != c.Place && p.Keys.Intersect(c.Keys).Any()))
                .Select(c => new Fault($"/fields/~1{c.Place.Replace("/", "~1", StringComparison.Ordinal)}~1idNumber", ApplicationFault.PersonTwice, "同一个人填写了两次")),
        ];
    }

    /// <summary>Makes a correction; the same again changes nothing.</summary>
    public Task<CaseOutcome> CorrectAsync(Case @case, CorrectionRequest request, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(request);
        if (@case.AnonymisedAt is not null)
        {
            return Task.FromResult<CaseOutcome>(new CaseOutcome.Refused(CaseRefusals.Anonymised));
        }

        var digests = sealing.Digests(JsonSerializer.SerializeToUtf8Bytes<string[]>(
            [request.Reason, .. request.Fields.SelectMany(f => new[] { f.Key, f.Value })], RightsJson.Default.StringArray));
        var correction = new PersonalDataCorrected(request.CorrectionId, digests[0], request.Reason, Changes(@case, request))
        {
            OtherDigests = digests[1..],
            People = People(request),
            NameKeys = request.Fields.TryGetValue("/applicant/name", out var name) ? sealing.Name(name) : [],
        };
        return cases.ApplyAsync(@case.CaseId, correction, actor, cancellationToken);
    }

    private ImmutableArray<CorrectedField> Changes(Case @case, CorrectionRequest request)
    {
        var form = disclosure.Form(@case, Disclosure.Everything);
        var numbers = new Dictionary<string, string>(StringComparer.Ordinal);
        Renumber("/applicant/idNumber", form.Applicant.IdNumber);
        for (var index = 0; index < form.Household.Length; index++)
        {
            Renumber(FormattableString.Invariant($"/household/{index}/idNumber"), form.Household[index].IdNumber);
        }

        var changes = ImmutableArray.CreateBuilder<CorrectedField>();
        changes.AddRange(request.Fields.Select(f => new CorrectedField("form" + f.Key, f.Value)));
        for (var index = 0; index < form.Authorization.Signatories.Length; index++)
        {
            Follow(FormattableString.Invariant($"form/authorization/signatories/{index}"), form.Authorization.Signatories[index]);
        }

        if (form.StudentLoan is { } loan)
        {
            Follow("form/studentLoan/studentIdNumber", loan.StudentIdNumber);
            Follow("form/studentLoan/coBorrower/idNumber", loan.CoBorrower.IdNumber);
        }

        return changes.ToImmutable();

        void Renumber(string pointer, Personal<string> wrong)
        {
            if (request.Fields.TryGetValue(pointer, out var right) && right != wrong.Value)
            {
                numbers[wrong.Value] = right;
            }
        }

        void Follow(string field, Personal<string> number)
        {
            if (numbers.TryGetValue(number.Value, out var right))
            {
                changes.Add(new CorrectedField(field, right));
            }
        }
    }

    private ImmutableArray<KeyedPerson> People(CorrectionRequest request) =>
    [
        .. request.Fields
            .Where(f => f.Key.EndsWith("/idNumber", StringComparison.Ordinal))
            .Select(f => new KeyedPerson(f.Key[1..^"/idNumber".Length], sealing.Person(f.Value))),
    ];
}
