using System.Text;
using System.Text.Json;
using CsCheck;
using SocialAssistance.Fuzz.Tests.Steps;

namespace SocialAssistance.Fuzz.Tests.Mutations;

/// <summary>Changes of a JSON body, made in its bytes so that nothing is too broken to be sent.</summary>
internal static class JsonMutation
{
    private delegate byte[] Change(byte[] json, JsonPart part, Pick pick);

    private static readonly byte[][] Trails =
    [
        " "u8.ToArray(), "\n\n"u8.ToArray(), "x"u8.ToArray(), "{}"u8.ToArray(), ","u8.ToArray(), "]"u8.ToArray(), "}"u8.ToArray(), [0], [0, 0, 0, 0], [0x1A],
        Encoding.ASCII.GetBytes(new string(' ', 70_000)),
    ];

    private static readonly byte[][] Wholes =
    [
        [], " "u8.ToArray(), "null"u8.ToArray(), "[]"u8.ToArray(), "{}"u8.ToArray(), "0"u8.ToArray(), "\"x\""u8.ToArray(), "["u8.ToArray(), [0x00], [0xEF, 0xBB, 0xBF],
        Encoding.ASCII.GetBytes(new string('[', 5000)), Encoding.ASCII.GetBytes(new string('[', 10) + new string(']', 10)),
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 3000))),
    ];

    private static readonly Gen<(string Name, Change Change)> AnyChange = Gen.Frequency(
        (10, Of("value", (json, part, pick) => Splice(json, part.Start, part.End, pick.Second(OddText.Values)))),
        (6, Of("value-like", Alike)),
        (3, Of("drop", (json, part, _) => Drop(json, part))),
        (3, Of("duplicate", Duplicate)),
        (2, Of("rename", Rename)),
        (2, Of("unknown-member", (json, part, pick) => Splice(json, part.Whole, part.Whole, [.. part.Name >= 0 ? "\"zz\":"u8.ToArray() : [], .. pick.Second(OddText.Values), (byte)',']))),
        (2, Of("nest", Nest)),
        (2, Of("repeat", Repeat)),
        (3, Of("text-edge", TextEdge)),
        (2, Of("escape", Escape)),
        (1, Of("swap-halves", (json, part, _) => [.. json.AsSpan(part.Start), .. json.AsSpan(0, part.Start)])),
        (2, Of("truncate", (json, _, pick) => json[..(pick.B % json.Length)])),
        (2, Of("trail", (json, _, pick) => [.. json, .. pick.Second(Trails)])),
        (2, Of("flip-bit", (json, _, pick) => Flip(json, pick))),
        (1, Of("byte", (json, _, pick) => Splice(json, pick.B % json.Length, pick.B % json.Length, [(byte)(pick.C % 256)]))),
        (1, Of("bom", (json, _, _) => [0xEF, 0xBB, 0xBF, .. json])),
        (1, Of("utf-16", (json, _, _) => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(json))])),
        (1, Of("utf-32", (json, _, _) => Encoding.UTF32.GetBytes(Encoding.UTF8.GetString(json)))),
        (1, Of("gb18030", (json, _, _) => [.. Encoding.UTF8.GetString(json).Select(c => c < 0x80 ? (byte)c : (byte)0xB0)])),
        (1, Of("blanks", (json, part, pick) => Splice(json, part.Whole, part.Whole, Encoding.ASCII.GetBytes(new string(" \t\r\n"[pick.B % 4], pick.C % 3000))))),
        (1, Of("comment", (json, part, _) => Splice(json, part.Whole, part.Whole, "/* x */"u8.ToArray()))),
        (1, Of("empty", (_, _, pick) => pick.Second(Wholes))));

    public static readonly Gen<Mutation> Any = Gen.Select(AnyChange, Pick.Any, (change, pick) => new Mutation("json-" + change.Name, (draft, _) =>
    {
        if (draft.IsJson && JsonPart.Of(draft.Body!) is var parts)
        {
            var part = parts.Count > 0 ? pick.First(parts) : new JsonPart(0, draft.Body!.Length, -1, JsonTokenType.None);
            draft.Body = change.Change(draft.Body!, part, pick);
        }
    }));

    /// <summary>A value of the same kind, so that it is not the type that is wrong.</summary>
    private static byte[] Alike(byte[] json, JsonPart part, Pick pick)
    {
        var alike = OddText.Values.Where(v => part.Kind switch
        {
            JsonTokenType.String => v[0] == (byte)'"',
            JsonTokenType.Number => v[0] is >= (byte)'0' and <= (byte)'9' or (byte)'-',
            JsonTokenType.StartArray => v[0] == (byte)'[',
            JsonTokenType.True or JsonTokenType.False => v[0] is (byte)'t' or (byte)'f',
            _ => true,
        }).ToArray();
        return Splice(json, part.Start, part.End, pick.Second(alike));
    }

    private static byte[] Drop(byte[] json, JsonPart part)
    {
        var (start, end) = (part.Whole, part.End);
        if (end < json.Length && json[end] == (byte)',')
        {
            end++;
        }
        else if (start > 0 && json[start - 1] == (byte)',')
        {
            start--;
        }

        return Splice(json, start, end, []);
    }

    private static byte[] Duplicate(byte[] json, JsonPart part, Pick pick)
    {
        byte[] name = part.Name >= 0 ? json[part.Name..part.Start] : [];
        return Splice(json, part.End, part.End, [(byte)',', .. name, .. pick.B % 2 == 0 ? json[part.Start..part.End] : pick.Third(OddText.Values)]);
    }

    private static byte[] Rename(byte[] json, JsonPart part, Pick pick)
    {
        if (part.Name < 0)
        {
            return json;
        }

        var old = Encoding.UTF8.GetString(json, part.Name + 1, Math.Max(0, part.Start - part.Name - 3));
        byte[] name = (pick.B % 5) switch
        {
            0 => Encoding.UTF8.GetBytes($"\"{old.ToUpperInvariant()}\""),
            1 => Encoding.UTF8.GetBytes($"\"{old} \""),
            2 => "\"__proto__\""u8.ToArray(),
            3 => Encoding.UTF8.GetBytes($"\"\\u{(int)old.FirstOrDefault('x'):x4}{(old.Length > 0 ? old[1..] : "")}\""),
            _ => pick.Third(OddText.Values.Where(v => v[0] == (byte)'"').ToArray()),
        };
        return Splice(json, part.Name, part.Start, [.. name, (byte)':']);
    }

    private static byte[] Nest(byte[] json, JsonPart part, Pick pick)
    {
        var depth = pick.Third([1, 5, 14, 15, 16, 17, 64, 65, 1000, 20_000]);
        var (before, after) = pick.B % 2 == 0 ? ("[", "]") : ("{\"a\":", "}");
        return Splice(json, part.Start, part.End,
        [
            .. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(before, depth))), .. json[part.Start..part.End],
            .. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(after, depth))),
        ]);
    }

    private static byte[] Repeat(byte[] json, JsonPart part, Pick pick)
    {
        byte[] one = [(byte)',', .. json[part.Whole..part.End]];
        var count = Math.Min(pick.Third([1, 2, 12, 13, 30, 31, 50, 101, 501, 3000]), 300_000 / one.Length);
        return Splice(json, part.End, part.End, [.. Enumerable.Repeat(one, count).SelectMany(b => b)]);
    }

    /// <summary>Blanks at the ends, a text much longer, odd characters within.</summary>
    private static byte[] TextEdge(byte[] json, JsonPart part, Pick pick)
    {
        if (part.Kind != JsonTokenType.String)
        {
            return json;
        }

        byte[] inside = (pick.B % 6) switch
        {
            0 => "  "u8.ToArray(),
            1 => Encoding.UTF8.GetBytes("\u3000"),
            2 => Encoding.UTF8.GetBytes("\u202E"),
            3 => Encoding.UTF8.GetBytes("\u0301"),
            4 => Encoding.UTF8.GetBytes(new string('长', pick.C % 300)),
            _ => "\\u0000"u8.ToArray(),
        };
        var at = pick.C % 2 == 0 ? part.Start + 1 : part.End - 1;
        return Splice(json, at, at, inside);
    }

    /// <summary>The same text in escapes: another spelling, the same content.</summary>
    private static byte[] Escape(byte[] json, JsonPart part, Pick pick)
    {
        if (part.Kind != JsonTokenType.String)
        {
            return json;
        }

        var text = Encoding.UTF8.GetString(json, part.Start + 1, part.End - part.Start - 2);
        var spelled = text.Contains('\\', StringComparison.Ordinal) ? text : string.Concat(text.Select(c => $"\\u{(int)c:X4}"));
        return Splice(json, part.Start + 1, part.End - 1, Encoding.UTF8.GetBytes(spelled));
    }

    private static byte[] Flip(byte[] json, Pick pick)
    {
        var flipped = json.ToArray();
        flipped[pick.B % flipped.Length] ^= (byte)(1 << (pick.C % 8));
        return flipped;
    }

    private static byte[] Splice(byte[] json, int start, int end, byte[] instead) => [.. json.AsSpan(0, start), .. instead, .. json.AsSpan(end)];

    private static Gen<(string Name, Change Change)> Of(string name, Change change) => Gen.Const((name, change));
}
