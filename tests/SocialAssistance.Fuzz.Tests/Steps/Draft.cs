using System.Globalization;
using System.Text;
using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Invariants;
using SocialAssistance.Fuzz.Tests.Mutations;

namespace SocialAssistance.Fuzz.Tests.Steps;

/// <summary>How the end of a body is told.</summary>
internal enum Framing
{
    /// <summary>By its length, if there is one.</summary>
    Length,

    /// <summary>In chunks.</summary>
    Chunks,

    /// <summary>By a length that is too large: the body never comes whole.</summary>
    TooLong,

    /// <summary>By a length that is too small: the rest is not of the request.</summary>
    TooShort,

    /// <summary>In chunks that are none.</summary>
    BrokenChunks,

    /// <summary>By length and in chunks at once.</summary>
    Both,
}

/// <summary>A request on the way to be sent; mutations change whatever they like of it.</summary>
internal sealed class Draft
{
    private const string KeyHeader = "X-Api-Key";

    /// <summary>What it was made as.</summary>
    public required string Kind { get; init; }

    public string Method { get; set; } = "GET";

    /// <summary>Path, one character a byte.</summary>
    public required string Path { get; set; }

    /// <summary>Query without its question mark, one character a byte.</summary>
    public string? Query { get; set; }

    public string Version { get; set; } = "HTTP/1.1";

    /// <summary>The first line's target, when it is not path and query.</summary>
    public string? Target { get; set; }

    /// <summary>Names and values, one character a byte.</summary>
    public List<(string Name, string Value)> Headers { get; } = [];

    public byte[]? Body { get; set; }

    /// <summary>The parts of an upload, until they are written out.</summary>
    public Multipart? Form { get; set; }

    public Framing Framing { get; set; }

    /// <summary>As whom it comes, told from its headers as they are now; null when that is nobody for certain.</summary>
    public Caller? Acting =>
        Headers.Where(h => h.Name.Equals(KeyHeader, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).ToArray() is [var key]
            ? Caller.All.FirstOrDefault(c => c.Key == key)
            : null;

    /// <summary>The family whose application it is.</summary>
    public Family? Family { get; init; }

    /// <summary>Whether it is as it was made: nothing was done to it.</summary>
    public bool IsUntouched { get; set; }

    /// <summary>The one status with which it may be answered as long as it is untouched; null for any.</summary>
    public int? Must { get; init; }

    /// <summary>The answer that it must get again, to the byte; null for any.</summary>
    public byte[]? MustSay { get; init; }

    /// <summary>Whether the server may refuse to read it as HTTP at all.</summary>
    public bool BrokenHttp { get; set; }

    /// <summary>Whether it never comes whole, so that nothing may be done for it.</summary>
    public bool Incomplete => Framing is Framing.TooLong or Framing.BrokenChunks;

    public bool IsJson => Body is { Length: > 0 } && Form is null;

    /// <summary>Comes as a caller, and as no other.</summary>
    public Draft As(Caller? caller)
    {
        Headers.RemoveAll(h => h.Name.Equals(KeyHeader, StringComparison.OrdinalIgnoreCase));
        if (caller is not null)
        {
            Headers.Add((KeyHeader, caller.Key));
        }

        return this;
    }

    public Draft WithJson(byte[] body)
    {
        Method = Method == "GET" ? "POST" : Method;
        Headers.Add(("Content-Type", "application/json"));
        Body = body;
        return this;
    }

    /// <summary>Text whose UTF-8 bytes become single characters, as paths and headers here have them.</summary>
    public static string Raw(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>Writes it out.</summary>
    public byte[] ToBytes()
    {
        if (Form is { } form)
        {
            (Body, Form) = (form.ToBytes(), null);
            if (form.ContentType is { } type)
            {
                Headers.Add(("Content-Type", type));
            }
        }

        var head = new StringBuilder()
            .Append(Method).Append(' ').Append(Target ?? Path + (Query is null ? "" : "?" + Query)).Append(' ').Append(Version).Append("\r\n");
        if (!Headers.Exists(h => h.Name == "Host"))
        {
            head.Append("Host: localhost\r\n");
        }

        foreach (var (name, value) in Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        var body = Body ?? [];
        if (Body is not null || Framing != Framing.Length)
        {
            var length = Framing switch { Framing.TooLong => body.Length + 17, Framing.TooShort => body.Length / 2, _ => body.Length };
            if (Framing is not (Framing.Chunks or Framing.BrokenChunks))
            {
                head.Append(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n");
            }

            if (Framing is Framing.Chunks or Framing.BrokenChunks or Framing.Both)
            {
                head.Append("Transfer-Encoding: chunked\r\n");
                body = Chunked(body, Framing == Framing.BrokenChunks);
            }
        }

        var written = head.Append("\r\n").ToString();
        BrokenHttp |= !IsPlain(written);
        return [.. Encoding.Latin1.GetBytes(written), .. body];
    }

    /// <summary>Whether a server that reads HTTP must be able to read it: plain characters, no blank in the target, not too much of it.</summary>
    private static bool IsPlain(string head)
    {
        var lines = head.Split("\r\n");
        return head.Length < 30_000 && lines.Length < 90 && lines[0].Length < 8_000 && lines[0].Count(c => c == ' ') == 2 && head.All(c => c is '\r' or '\n' or (>= ' ' and <= '~'));
    }

    private static byte[] Chunked(byte[] body, bool broken)
    {
        var bytes = new List<byte>();
        for (var at = 0; at < body.Length; at += 700)
        {
            var chunk = body.AsSpan(at, Math.Min(700, body.Length - at));
            bytes.AddRange(Encoding.ASCII.GetBytes(chunk.Length.ToString(broken && at > 0 ? "'zz'x" : "x", CultureInfo.InvariantCulture) + "\r\n"));
            bytes.AddRange(chunk);
            bytes.AddRange("\r\n"u8);
        }

        bytes.AddRange(broken ? "5\r\nab"u8 : "0\r\n\r\n"u8);
        return [.. bytes];
    }
}
