using CsCheck;
using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Steps;

namespace SocialAssistance.Fuzz.Tests.Mutations;

/// <summary>Headers that are many, long, odd, double or against each other.</summary>
internal static class HeaderMutation
{
    private delegate void Change(Draft draft, Pick pick);

    private static readonly string[] ContentTypes =
    [
        "", "application/json; charset=utf-8", "application/json; charset=UTF-16", "application/json; charset=gb18030", "application/json;charset=nonsense", "application/json; charset=\"", "APPLICATION/JSON",
        "application/problem+json", "application/vnd.api+json", "application/jsonx", "text/json", "text/plain", "application/x-www-form-urlencoded", "application/xml", "*/*", "json", "application/json, text/html",
        "application/json;;;", "application/json; a=b; a=c", "\"application/json\"", "application/ json", "multipart/form-data; boundary=x", "application/json\t", "x/y+json", "+json", "/", Draft.Raw("应用/json"),
    ];

    private static readonly (string Name, string Value)[] Odd =
    [
        ("X-HTTP-Method-Override", "DELETE"), ("X-Original-URL", "/api/supervision/tasks"), ("X-Rewrite-URL", "/api/supervision/tasks"), ("X-Forwarded-For", "127.0.0.1"), ("X-Forwarded-Proto", "https"),
        ("X-Forwarded-Host", "evil.example"), ("Forwarded", "for=127.0.0.1"), ("Cookie", "session=1; x-api-key=2"), ("Accept", "text/html"), ("Accept", "application/xml;q=0"), ("Accept", ";;;"),
        ("Accept-Encoding", "gzip, br"), ("Accept-Charset", "utf-7"), ("Accept-Language", new string('x', 4000)), ("Range", "bytes=0-5"), ("Range", "bytes=9-1,-"), ("If-Match", "*"), ("If-None-Match", "*"),
        ("If-Modified-Since", "Mon, 01 Jan 2035 00:00:00 GMT"), ("If-Range", "x"), ("Expect", "100-continue"), ("Expect", "nonsense"), ("Content-Encoding", "gzip"), ("Content-Encoding", "x"), ("Upgrade", "h2c"), ("TE", "trailers"),
        ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "POST"), ("Referer", "https://evil.example/?a=b"), ("User-Agent", ""), ("User-Agent", "${jndi:ldap://127.0.0.1/a}"), ("traceparent", "00-0-0-0"),
        ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"), ("tracestate", new string('a', 600)), ("baggage", "a=b"), ("Request-Id", "|x.y."), ("X-MS-CLIENT-PRINCIPAL", "e30="), ("Content-MD5", "x"), ("Content-Range", "bytes 0-1/2"),
        ("Content-Location", "/x"), ("Date", "x"), ("Via", "1.1 x"), ("Max-Forwards", "0"), ("Proxy-Authorization", "Basic eA=="), ("X-", "x"), ("x_y", "x"), ("Empty", ""), ("X-Text", Draft.Raw("扫描")), ("X-Latin", "\u00e9\u00ff"),
    ];

    private static readonly (string Name, string Value)[] Broken =
    [
        ("X-Bell", "a\u0007b"), ("X-Zero", "a\0b"), ("X Y", "x"), ("X-Folded", "a\r\n b"), ("", "x"), ("X-Del", "\u007f"), ("Ünicode", "x"), ("Content-Length", "12"), ("Content-Length", "-1"), ("Content-Length", "1e3"), ("Content-Length", "99999999999999999999"),
        ("Transfer-Encoding", "gzip, chunked"), ("Transfer-Encoding", "identity"), ("Transfer-Encoding", "xchunked"), ("Host", "a b"), ("Host", ""), ("Host", "evil.example:99999"), ("Host", "[::1"), ("X-Huge", new string('h', 40_000)), ("X-Colon:", ":"),
    ];

    private static readonly string[] OddKeys =
    [
        "", " ", "a", "A", "key", "key ", new string('k', 128), new string('k', 129), new string('k', 9_000), "a,b", "\"quoted\"", "../..", "'", "\u00e9", Draft.Raw("键"), Draft.Raw("\u202E"), "null", "0", "reference:R-1", "key:a", "a\nkey:b".Replace('\n', '\t'),
    ];

    private static readonly string[] Authorizations =
    [
        "Bearer x", "Bearer", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4Iiwicm9sZXMiOlsib3BlcmF0b3IiXX0.", "Bearer " + new string('x', 9_000), "Basic b3BlcmF0b3I6", "Negotiate x", "", "bearer a.b.c", "Bearer eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "ApiKey x", Draft.Raw("Bearer 钥匙"),
    ];

    private static readonly Gen<(string Name, Change Change)> AnyChange = Gen.Frequency(
        (5, Of("content-type", (draft, pick) => Replace(draft, "Content-Type", pick.First(ContentTypes)))),
        (2, Of("content-type-twice", (draft, pick) => draft.Headers.Add(("Content-Type", pick.First(ContentTypes))))),
        (1, Of("no-content-type", (draft, _) => draft.Headers.RemoveAll(h => h.Name == "Content-Type"))),
        (6, Of("odd", (draft, pick) => draft.Headers.Add(pick.First(Odd)))),
        (2, Of("broken", Break)),
        (1, Of("many", (draft, pick) => Many(draft, pick.First([10, 60, 90, 110, 400])))),
        (1, Of("long", (draft, pick) => draft.Headers.Add(("X-Long", new string('l', pick.First([2_000, 8_000, 16_000, 31_000])))))),
        (5, Of("idempotency-key", (draft, pick) => Replace(draft, "Idempotency-Key", pick.First(OddKeys)))),
        (2, Of("idempotency-key-twice", (draft, pick) => draft.Headers.Add(("Idempotency-Key", pick.First(OddKeys))))),
        (3, Of("no-key", (draft, _) => draft.As(null))),
        (3, Of("wrong-key", WrongKey)),
        (2, Of("two-keys", TwoKeys)),
        (2, Of("authorization", (draft, pick) => draft.Headers.Add(("Authorization", pick.First(Authorizations))))),
        (1, Of("key-elsewhere", KeyElsewhere)));

    public static readonly Gen<Mutation> Any = Gen.Select(
        AnyChange, Pick.Any, (change, pick) => new Mutation("header-" + change.Name, (draft, _) => change.Change(draft, pick)));

    private static void Replace(Draft draft, string name, string value)
    {
        draft.Headers.RemoveAll(h => h.Name == name);
        draft.Headers.Add((name, value));
        if (draft.Form is { } form && name == "Content-Type")
        {
            form.ContentType = null;
        }
    }

    private static void Break(Draft draft, Pick pick)
    {
        draft.Headers.Add(pick.First(Broken));
        draft.BrokenHttp = true;
    }

    private static void Many(Draft draft, int count)
    {
        draft.Headers.AddRange(Enumerable.Range(0, count).Select(n => ($"X-Many-{n % 77}", "y")));
        draft.BrokenHttp |= count > 80;
    }

    private static void WrongKey(Draft draft, Pick pick)
    {
        var key = draft.Acting?.Key ?? "x";
        string[] wrong = ["", " ", "x", key[..^1], key + "0", key.ToUpperInvariant(), "\"" + key + "\"", key + "," + key, new string('k', 5_000), Draft.Raw("钥匙"), key.Replace('f', 'F'), "null", "Bearer " + key];
        draft.As(null);
        draft.Headers.Add(("X-Api-Key", pick.First(wrong)));
    }

    private static void TwoKeys(Draft draft, Pick pick) =>
        draft.Headers.Add((pick.B % 2 == 0 ? "X-Api-Key" : "x-api-key", pick.First(Caller.All).Key));

    /// <summary>A key counts in its header and nowhere else.</summary>
    private static void KeyElsewhere(Draft draft, Pick pick)
    {
        var key = (draft.Acting ?? Caller.All[0]).Key;
        draft.As(null);
        if (pick.A % 2 == 0)
        {
            draft.Headers.Add(("Cookie", "X-Api-Key=" + key));
        }
        else
        {
            draft.Query = "X-Api-Key=" + key + "&code=" + key;
        }
    }

    private static Gen<(string Name, Change Change)> Of(string name, Change change) => Gen.Const((name, change));
}
