using CsCheck;
using SocialAssistance.Fuzz.Tests.Steps;

namespace SocialAssistance.Fuzz.Tests.Mutations;

/// <summary>Queries: the work list's parameters above all, and continuations nobody gave out.</summary>
internal static class QueryMutation
{
    private static readonly string[] Names =
        ["division", "status", "light", "pageSize", "continuation", "undelivered", "department", "items", "residenceDiffers", "PAGESIZE", "api-version", "x", "", "status[]", "%00", "caller"];

    private static readonly string[] Values =
    [
        "", "all", "open", "granted", "GRANTED", "none", "green", "red", "0", "1", "-1", "200", "201", "999999999999", "1e2", "+5", " 5", "%205", "5%00", "true", "True", "false", "yes", "640104", "640000", "640202", "640100", "000000", "6401",
        "%EF%BC%96%EF%BC%94%EF%BC%90%EF%BC%91%EF%BC%90%EF%BC%94", "civil-affairs", "medical-insurance", "nobody", "%", "%zz", "%c0%af", "%ff", "a%0ab", "medical-assistance,medical-assistance", ",,,", "medical-assistance,", "*", "%2A", "'%20OR%201=1--", "%25",
        "student-loan,student-loan,x", "..", "%F0%A0%AE%B7", "%ED%A0%80", "NaN",
    ];

    private static readonly Gen<Mutation> Parameter = Gen.Select(Pick.Any, pick => new Mutation("query-parameter", (draft, _) => Add(draft, pick.First(Names), pick.Second(Values))));

    private static readonly Gen<Mutation> Continuation = Gen.Select(Pick.Any, pick => new Mutation("query-continuation", (draft, world) =>
    {
        var known = world.Continuations.Count > 0 ? pick.Second(world.Continuations) : "eyJkIjoiMjAyNi0wOC0wMyJ9";
        var forged = (pick.A % 8) switch
        {
            0 => known,
            1 => known[..(pick.B % known.Length)],
            2 => known + known,
            3 => Flip(known, pick),
            4 => Convert.ToBase64String("9999-12-31|zzz|zzz"u8),
            5 => new string('A', 1 + (pick.B % 5000)),
            6 => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("{\"due\":\"0001-01-01\",\"case\":\"\",\"item\":null}")),
            _ => "%00" + known,
        };
        Add(draft, "continuation", Uri.EscapeDataString(forged));
    }));

    private static readonly Gen<Mutation> Shape = Gen.Select(Pick.Any, pick => new Mutation("query-shape", (draft, _) => draft.Query = (pick.A % 6) switch
    {
        0 => "&&&===",
        1 => string.Join('&', Enumerable.Range(0, pick.B % 300).Select(n => $"p{n}=1")),
        2 => "status=" + new string('s', pick.B % 7_000),
        3 => draft.Query + "&" + draft.Query,
        4 => "?" + draft.Query,
        _ => draft.Query?.Replace("=", "", StringComparison.Ordinal) ?? "=",
    }));

    public static readonly Gen<Mutation> Any = Gen.Frequency((6, Parameter), (3, Continuation), (2, Shape));

    private static void Add(Draft draft, string name, string value) =>
        draft.Query = (draft.Query is { Length: > 0 } query ? query + "&" : "") + name + "=" + value;

    private static string Flip(string text, Pick pick)
    {
        var characters = text.ToCharArray();
        characters[pick.B % characters.Length] = (char)('A' + (pick.C % 26));
        return new string(characters);
    }
}
