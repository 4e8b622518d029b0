using System.Text;
using System.Text.RegularExpressions;
using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Steps;
using SocialAssistance.Fuzz.Tests.Wire;

namespace SocialAssistance.Fuzz.Tests.Invariants;

/// <summary>
/// To whoever may not know of a case it does not exist: the same request about a case that is not there is answered the
/// same, to the byte.
/// </summary>
internal static partial class Twin
{
    private const string Nobodys = "ZZZZZZZZZZZZ";

    /// <summary>The request about cases that are not there, if it is about cases of which the caller may not know.</summary>
    public static byte[]? Of(FuzzHost host, Draft draft, byte[] sent)
    {
        var cases = Model.CasesIn(sent).ToArray();
        return cases.Length > 0 && !draft.BrokenHttp && draft.Acting is { } caller && cases.All(c => host.Store.Latest(c) is not null && !host.Model.MayKnow(caller, c))
            ? Encoding.Latin1.GetBytes(cases.Aggregate(Encoding.Latin1.GetString(sent), (text, id) => text.Replace(id, WithoutCase(id), StringComparison.Ordinal)))
            : null;
    }

    public static Violation? Difference(byte[] sent, Answer answer, Answer? twin)
    {
        string Timeless(string text) => Moment().Replace(text, "");
        var told = Model.CasesIn(sent).Aggregate(answer.Text, (text, id) => text.Replace(id, WithoutCase(id), StringComparison.Ordinal));
        return twin?.Status == answer.Status && Timeless(twin.Text) == Timeless(told)
            ? null
            : new Violation("existence", $"a case that is there is answered {answer.Status}, one that is not {twin?.Status}");
    }

    /// <summary>When an answer was made.</summary>
    [GeneratedRegex("\"generatedAt\":\"[^\"]*\"", RegexOptions.CultureInvariant)]
    private static partial Regex Moment();

    private static string WithoutCase(string caseId) => caseId[..^Nobodys.Length] + Nobodys;
}
