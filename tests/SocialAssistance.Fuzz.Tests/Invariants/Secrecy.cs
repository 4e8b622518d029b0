using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Steps;
using SocialAssistance.Fuzz.Tests.Wire;

namespace SocialAssistance.Fuzz.Tests.Invariants;

/// <summary>Nobody is told of another's case: every byte of every answer is searched for what the caller may not know.</summary>
internal static class Secrecy
{
    /// <summary>What the caller sent itself it knows already; everything else it must be allowed to see.</summary>
    public static IEnumerable<Violation> Of(Model model, Draft draft, byte[] sent, Answer answer)
    {
        var caller = draft.Acting;
        var plain = Spelling.Plain(sent);
        var own = Marks.In(plain).ToHashSet();
        foreach (var (index, part) in Marks.In(answer.Raw).Distinct().Where(m => !own.Contains(m)))
        {
            if (model.Find(index) is { } family && !model.MaySee(caller, family, part))
            {
                yield return new Violation("secrecy", $"{Name(caller)} is shown part '{part}' of family {index}");
            }
        }

        var said = Model.NumbersIn(plain).ToHashSet(StringComparer.Ordinal);
        foreach (var number in Model.NumbersIn(answer.Raw).Where(n => !said.Contains(n)))
        {
            if (model.FindByNumber(number) is { } family && !model.MaySee(caller, family, Marks.Applicant))
            {
                yield return new Violation("secrecy", $"{Name(caller)} is shown a number of family {family.Index}");
            }
        }

        var asked = Model.CasesIn(plain).ToHashSet(StringComparer.Ordinal);
        foreach (var caseId in Model.CasesIn(answer.Raw).Where(c => !asked.Contains(c)))
        {
            if (!model.MayKnow(caller, caseId))
            {
                yield return new Violation("secrecy", $"{Name(caller)} is told of the case {caseId}");
            }
        }
    }

    private static string Name(Caller? caller) => caller?.Name ?? "nobody";
}
