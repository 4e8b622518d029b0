using System.Collections.Immutable;
using SocialAssistance.Applications;
using SocialAssistance.Input;

namespace SocialAssistance.Privacy.Rights;

/// <summary>What somebody asks to be corrected.</summary>
/// <param name="CorrectionId">The caller's own id: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</param>
/// <param name="Reason">Why, in the applicant's words.</param>
/// <param name="Fields">JSON Pointers into the form, as it was filed, with the right values.</param>
public sealed record CorrectionRequest(string CorrectionId, string Reason, ImmutableSortedDictionary<string, string> Fields)
{
    /// <summary>A correction changes nothing.</summary>
    public const string NothingToCorrect = "nothing-to-correct";

    private const int MaxId = 64;
    private const int MaxReason = 200;

    /// <summary>Reads a request for a case: the fields by the rules of the form, every fault at once.</summary>
    /// <param name="c">The body.</param>
    /// <param name="household">How many people live in the applicant's household.</param>
    /// <param name="today">Today in Asia/Shanghai.</param>
    public static CorrectionRequest Read(ObjectReader c, int household, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(c);
        var fields = c.Object("fields", f => new Values(ReadFields(f, household, today)))?.Fields ?? ImmutableSortedDictionary<string, string>.Empty;
        if (fields.IsEmpty && !c.Faults.At(c.At("fields")))
        {
            c.Fault("fields", NothingToCorrect, "请写明要更正的内容");
        }

        return new CorrectionRequest(Ids.Read(c, "correctionId", MaxId), c.Text("reason", MaxReason), fields);
    }

    private static ImmutableSortedDictionary<string, string> ReadFields(ObjectReader f, int household, DateOnly today)
    {
        var read = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        Take("/applicant/name", f.Name);
        Take("/applicant/idNumber", at => f.IdNumber(today, at));
        Take("/applicant/phone", f.Phone);
        Take("/applicant/address", at => f.Text(at, PersonFields.MaxAddress));
        for (var index = 0; index < household; index++)
        {
            var member = FormattableString.Invariant($"/household/{index}");
            Take(member + "/name", f.Name);
            Take(member + "/idNumber", at => f.IdNumber(today, at));
            Take(member + "/occupation", at => f.Text(at, PersonFields.MaxOccupation));
            Take(member + "/condition", at => f.Text(at, PersonFields.MaxCondition));
        }

        return read.ToImmutable();

        void Take(string pointer, Func<string, string> readValue)
        {
            if (f.Has(pointer))
            {
                read[pointer] = readValue(pointer);
            }
        }
    }

    private sealed record Values(ImmutableSortedDictionary<string, string> Fields);
}
