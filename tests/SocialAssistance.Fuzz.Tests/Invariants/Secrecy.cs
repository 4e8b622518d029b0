using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Steps;
using SocialAssistance.Fuzz.Tests.Wire;

namespace SocialAssistance.Fuzz.Tests.Invariants;

/// <summary>
/// Nobody is told of another's case, and nobody of a case that was not asked for: every byte of every answer is searched for what
/// the caller may not know, and for families that have nothing to do with the request.
/// </summary>
internal static class Secrecy
{
    /// <summary>What the caller sent itself it knows already; everything else it must be allowed to see.</summary>
    public static IEnumerable<Violation> Of(Model model, Draft draft, byte[] sent, Answer answer)
    {
        var caller = draft.Acting;
        var plain = Spelling.Plain(sent);
        var own = Marks.In(plain).ToHashSet();
        var said = Model.NumbersIn(plain).ToHashSet(StringComparer.Ordinal);
        var asked = Model.CasesIn(plain).ToHashSet(StringComparer.Ordinal);
        var named = own.Select(m => m.Family).Concat(said.Select(n => model.FindByNumber(n)?.Family.Index ?? -1)).ToHashSet();

        // By its number, or by whom it was filed for, who may have named others in it.
        asked.UnionWith(named.SelectMany(f => model.Find(f)?.Cases.Keys ?? []));
        foreach (var (index, part) in Marks.In(answer.Raw).Distinct().Where(m => !own.Contains(m)))
        {
            if (!Marks.IsKnown(part) || model.Find(index) is not { } family)
            {
                continue;
            }

            if (!model.MaySee(caller, family, part))
            {
                yield return new Violation("secrecy", $"{Name(caller)} is shown part '{part}' of family {index}");
            }

            if (!asked.Overlaps(family.Cases.Keys))
            {
                yield return new Violation("asked-for", $"{Name(caller)} is shown part '{part}' of family {index} and has not asked for it");
            }
        }

        foreach (var number in Model.NumbersIn(answer.Raw).Where(n => !said.Contains(n)))
        {
            if (model.FindByNumber(number) is not { } owner)
            {
                continue;
            }

            if (!owner.Parts.Any(p => model.MaySee(caller, owner.Family, p)))
            {
                yield return new Violation("secrecy", $"{Name(caller)} is shown a number of family {owner.Family.Index}");
            }

            if (!asked.Overlaps(owner.Family.Cases.Keys))
            {
                yield return new Violation("asked-for", $"{Name(caller)} is shown a number of family {owner.Family.Index} and has not asked for it");
            }
        }

        foreach (var caseId in Model.CasesIn(answer.Raw).Except(Model.CasesIn(plain)))
        {
            if (model.IsThere(caseId) && !model.MayKnow(caller, caseId))
            {
                yield return new Violation("secrecy", $"{Name(caller)} is told of the case {caseId}");
            }
        }
    }

    private static string Name(Caller? caller) => caller?.Name ?? "nobody";
}
