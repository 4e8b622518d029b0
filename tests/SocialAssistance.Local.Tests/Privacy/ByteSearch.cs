using System.Text;
using System.Text.Json;

namespace SocialAssistance.Local.Tests.Privacy;

/// <summary>Looks for texts in the bytes of files, in every form in which programs write texts down.</summary>
internal static class ByteSearch
{
    /// <summary>The one file that a running host lets nobody open; it is empty.</summary>
    private const string Lock = "host.lock";

    /// <summary>How often each file holds a value, for every pair of which there is one.</summary>
    /// <param name="folder">The folder, with all below it.</param>
    /// <param name="planted">Values by the place they were planted in.</param>
    public static IReadOnlyList<Finding> In(string folder, IReadOnlyDictionary<string, string> planted)
    {
        var found = new List<Finding>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != Lock))
        {
            var bytes = Read(file);
            foreach (var (place, value) in planted)
            {
                foreach (var (form, pattern) in Forms(value))
                {
                    if (Count(bytes, pattern) is > 0 and var count)
                    {
                        found.Add(new Finding(Path.GetRelativePath(folder, file), place, form, count));
                    }
                }
            }
        }

        return found;
    }

    /// <summary>The forms of a text: plain, wide, escaped and in base64, wherever in the base64 it begins.</summary>
    public static IEnumerable<(string Form, byte[] Pattern)> Forms(string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        yield return ("utf-8", utf8);
        yield return ("utf-16le", Encoding.Unicode.GetBytes(value));
        yield return ("utf-16be", Encoding.BigEndianUnicode.GetBytes(value));
        for (var before = 0; before < 3; before++)
        {
            // Whole groups of three bytes only: what stands before and after is not known.
            var skipped = (3 - before) % 3;
            var whole = (utf8.Length - skipped) / 3 * 3;
            yield return ($"base64+{before}", Encoding.ASCII.GetBytes(Convert.ToBase64String(utf8, skipped, whole)));
        }

        if (!Ascii.IsValid(value))
        {
            var escaped = JsonSerializer.Serialize(value)[1..^1];
            yield return ("json", Encoding.ASCII.GetBytes(escaped));
            yield return ("json-lower", Encoding.ASCII.GetBytes(escaped.Replace(@"\u", "\u0001", StringComparison.Ordinal).ToLowerInvariant().Replace("\u0001", @"\u", StringComparison.Ordinal).Replace("zq", "Zq", StringComparison.Ordinal)));
            yield return ("url", Encoding.ASCII.GetBytes(Uri.EscapeDataString(value)));
        }
    }

    private static int Count(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> pattern)
    {
        var count = 0;
        for (var at = bytes.IndexOf(pattern); at >= 0; at = bytes.IndexOf(pattern))
        {
            count++;
            bytes = bytes[(at + pattern.Length)..];
        }

        return count;
    }

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}

/// <summary>A value where it should not be.</summary>
/// <param name="File">The file.</param>
/// <param name="Place">Where the value was planted.</param>
/// <param name="Form">How it is written there.</param>
/// <param name="Count">How often.</param>
internal sealed record Finding(string File, string Place, string Form, int Count);
