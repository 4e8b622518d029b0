using System.Text;
using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Steps;
using SocialAssistance.Fuzz.Tests.Wire;

namespace SocialAssistance.Fuzz.Tests.Invariants;

/// <summary>
/// To whoever may not know of a case it does not exist: the same request about a case that is not there is answered the
/// same, to the byte.
/// </summary>
internal static class Twin
{
    private const string Nobodys = "ZZZZZZZZZZZZ";

    /// <summary>The request about cases that are not there, if it is about cases of places that are none of the caller's.</summary>
    public static byte[]? Of(FuzzHost host, Draft draft, byte[] sent)
    {
        var cases = Model.CasesIn(sent).ToArray();
        return cases.Length > 0 && !draft.BrokenHttp && cases.All(c => host.Store.Latest(c) is { } @case && draft.Acting?.Covers(@case.Form.Division) == false)
            ? Encoding.Latin1.GetBytes(cases.Aggregate(Encoding.Latin1.GetString(sent), (text, id) => text.Replace(id, WithoutCase(id), StringComparison.Ordinal)))
            : null;
    }

    public static Violation? Difference(byte[] sent, Answer answer, Answer? twin)
    {
        var told = Model.CasesIn(sent).Aggregate(answer.Text, (text, id) => text.Replace(id, WithoutCase(id), StringComparison.Ordinal));
        return twin?.Status == answer.Status && twin.Text == told
            ? null
            : new Violation("existence", $"a case that is there is answered {answer.Status}, one that is not {twin?.Status}");
    }

    private static string WithoutCase(string caseId) => caseId[..^Nobodys.Length] + Nobodys;
}
