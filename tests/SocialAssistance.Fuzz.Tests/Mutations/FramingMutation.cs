using CsCheck;
using SocialAssistance.Fuzz.Tests.Steps;

namespace SocialAssistance.Fuzz.Tests.Mutations;

/// <summary>First lines, methods, and bodies that do not end where they say.</summary>
internal static class FramingMutation
{
    private delegate void Change(Draft draft, Pick pick);

    private static readonly string[] Methods =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "FOO", "post", "PROPFIND", new string('M', 60), "SEARCH", "QUERY"];

    private static readonly string[] Targets =
    [
        "*", "http://evil.example/api/guide", "http://localhost/api/supervision/tasks", "evil.example:80", "api/guide", "//api/guide", "/api/guide#fragment", "/\u0001", "/api/guide HTTP/1.1 ", "\\api\\guide", "/api/" + new string('p', 9_000),
        "/?" + new string('q', 9_000), "/api/gui\tde", "/%", "https://", "/\0",
    ];

    private static readonly Gen<(string Name, Change Change)> AnyChange = Gen.Frequency(
        (5, Of("method", (draft, pick) => Method(draft, pick.First(Methods)))),
        (2, Of("version", (draft, pick) => Broken(draft, d => d.Version = pick.First(["HTTP/1.0", "HTTP/2.0", "HTTP/0.9", "HTTP/1.2", "HTTP/1.1 ", "http/1.1", ""])))),
        (2, Of("target", (draft, pick) => Broken(draft, d => d.Target = pick.First(Targets)))),
        (4, Of("chunks", (draft, _) => Frame(draft, Framing.Chunks))),
        (2, Of("too-long", (draft, _) => Frame(draft, Framing.TooLong))),
        (2, Of("too-short", (draft, _) => Frame(draft, Framing.TooShort))),
        (2, Of("broken-chunks", (draft, _) => Frame(draft, Framing.BrokenChunks))),
        (1, Of("length-and-chunks", (draft, _) => Frame(draft, Framing.Both))),
        (1, Of("body-of-get", (draft, _) => draft.Body ??= "{\"a\":1}"u8.ToArray())),
        (1, Of("no-body", (draft, _) => (draft.Body, draft.Form) = (null, null))));

    public static readonly Gen<Mutation> Any = Gen.Select(
        AnyChange, Pick.Any, (change, pick) => new Mutation("framing-" + change.Name, (draft, _) => change.Change(draft, pick)));

    private static void Method(Draft draft, string method)
    {
        draft.Method = method;
        draft.BrokenHttp |= method is "CONNECT" || method.Length > 32;
    }

    private static void Broken(Draft draft, Action<Draft> change)
    {
        change(draft);
        draft.BrokenHttp = true;
    }

    private static void Frame(Draft draft, Framing framing)
    {
        draft.Framing = framing;
        draft.BrokenHttp |= framing is not Framing.Chunks;
    }

    private static Gen<(string Name, Change Change)> Of(string name, Change change) => Gen.Const((name, change));
}
