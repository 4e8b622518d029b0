using CsCheck;
using SocialAssistance.Fuzz.Tests.Steps;

namespace SocialAssistance.Fuzz.Tests.Mutations;

/// <summary>Paths with a twist.</summary>
internal static class PathMutation
{
    private delegate string Change(string path, Pick pick);

    private static readonly string[] Segments =
    [
        "%2F", "%2f..%2f", "..", "%2e%2e", ".", "%2e", "%00", "%0d%0aX-Evil:1", "%c0%af", "%ff", "%u0041", "%25%30%30", "%", "%zz", ";a=b", " ".Replace(" ", "%20", StringComparison.Ordinal), "%E6%89%AB%E6%8F%8F", "\\", "%5c..%5c",
        "null", "undefined", "-1", "0", "*", "{caseId}", "'", "$metadata", "__proto__", "materials", "timeline", "search", "tasks", "events", "~", "%7e", "(1)", "%E2%80%AE", "\u00e6\u0089\u00ab",
    ];

    private static readonly Gen<(string Name, Change Change)> AnyChange = Gen.Frequency(
        (5, Of("segment", (path, pick) => Put(path, pick, pick.Second(Segments)))),
        (3, Of("insert", (path, pick) => Insert(path, pick, pick.Second(Segments)))),
        (2, Of("append", (path, pick) => path + "/" + pick.Second(Segments))),
        (2, Of("drop", (path, pick) => path.Contains('/', StringComparison.Ordinal) ? string.Join('/', path.Split('/').Where((_, at) => at == 0 || at != 1 + (pick.A % path.Count(c => c == '/')))) : path)),
        (2, Of("upper", (path, pick) => Put(path, pick, Segment(path, pick).ToUpperInvariant()))),
        (2, Of("lower", (path, pick) => Put(path, pick, Segment(path, pick).ToLowerInvariant()))),
        (2, Of("encode", (path, pick) => Put(path, pick, string.Concat(Segment(path, pick).Select(c => $"%{(int)c:X2}"))))),
        (1, Of("encode-twice", (path, pick) => Put(path, pick, string.Concat(Segment(path, pick).Select(c => $"%25{(int)c:X2}"))))),
        (2, Of("slashes", (path, pick) => path.Insert(path.IndexOf('/', pick.A % path.Length) is >= 0 and var at ? at : path.Length, "/"))),
        (2, Of("trailing-slash", (path, _) => path + "/")),
        (2, Of("detour", (path, pick) => Insert(path, pick, "x/.."))),
        (1, Of("encoded-slash", (path, pick) => Replace(path, pick, "%2F"))),
        (1, Of("long", (path, pick) => Put(path, pick, new string('i', pick.B % 7_000)))),
        (3, Of("character", (path, pick) => path.Length > 6 ? path[..^1] + "0123456789ABCXYZ"[pick.B % 16] : path)),
        (1, Of("dots", (path, pick) => path + string.Concat(Enumerable.Repeat("/..", pick.B % 40)))));

    public static readonly Gen<Mutation> Any = Gen.Select(AnyChange, Pick.Any, (change, pick) => new Mutation("path-" + change.Name, (draft, _) =>
    {
        draft.Path = change.Change(draft.Path, pick);

        // Kestrel refuses some of these before anybody else sees them.
        draft.BrokenHttp = true;
    }));

    private static string Segment(string path, Pick pick) => path.Split('/') is { Length: > 1 } parts ? parts[1 + (pick.A % (parts.Length - 1))] : path;

    private static string Put(string path, Pick pick, string segment)
    {
        var parts = path.Split('/');
        parts[parts.Length > 1 ? 1 + (pick.A % (parts.Length - 1)) : 0] = segment;
        return string.Join('/', parts) is ['/', ..] whole ? whole : "/" + segment;
    }

    private static string Insert(string path, Pick pick, string segment)
    {
        var parts = path.Split('/').ToList();
        parts.Insert(1 + (pick.A % parts.Count), segment);
        return string.Join('/', parts);
    }

    private static string Replace(string path, Pick pick, string slash)
    {
        var at = path.LastIndexOf('/', path.Length - 1 - (pick.A % Math.Max(1, path.Length - 1)));
        return at > 0 ? path[..at] + slash + path[(at + 1)..] : path;
    }

    private static Gen<(string Name, Change Change)> Of(string name, Change change) => Gen.Const((name, change));
}
