using System.Collections.Frozen;
using UglyToad.PdfPig.Tokens;

namespace SocialAssistance.Materials.Inspection;

/// <summary>
/// Finds what makes a PDF do something: scripts, programs started, forms sent, other files embedded or opened, sound and
/// film (ISO 32000-1, 7.11.4, 12.6.4 and 13). A link to a page or an address, which does nothing by itself, is let through,
/// and so is a form's field and a signature.
/// </summary>
internal static class PdfActiveContent
{
    /// <summary>Members that there are for nothing else.</summary>
    private static readonly FrozenSet<string> Members = FrozenSet.ToFrozenSet(
        ["JS", "JavaScript", "EmbeddedFiles", "EF", "RF", "XFA", "RichMediaContent", "Rendition"], StringComparer.Ordinal);

    /// <summary>Values of <c>/S</c>, <c>/Type</c> and <c>/Subtype</c>.</summary>
    private static readonly FrozenSet<string> Kinds = FrozenSet.ToFrozenSet(
        [
            "JavaScript", "Launch", "SubmitForm", "ImportData", "GoToR", "GoToE", "Rendition", "Movie", "Sound", "RichMedia",
            "RichMediaExecute", "EmbeddedFile", "FileAttachment", "Screen", "3D",
        ],
        StringComparer.Ordinal);

    private static readonly string[] KindMembers = ["S", "Type", "Subtype"];

    /// <summary>
    /// Whether the plain bytes name a script, a program or an attachment: also in objects that the newest state of the file
    /// no longer has. Names this long do not come by chance.
    /// </summary>
    public static bool IsNamedIn(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf("/JavaScript"u8) >= 0 || bytes.IndexOf("/EmbeddedFile"u8) >= 0
        || bytes.IndexOf("/RichMedia"u8) >= 0 || bytes.IndexOf("/SubmitForm"u8) >= 0;

    /// <summary>Whether an object, or anything that stands in it, does something. What it refers to is another object.</summary>
    public static bool IsIn(IToken token) => token switch
    {
        DictionaryToken dictionary => IsActive(dictionary.Data) || dictionary.Data.Values.Any(IsIn),
        ArrayToken array => array.Data.Any(IsIn),
        _ => false,
    };

    private static bool IsActive(IReadOnlyDictionary<string, IToken> dictionary) =>
        dictionary.Any(m => Members.Contains(m.Key) && m.Value is not NullToken)
        || KindMembers.Any(m => dictionary.TryGetValue(m, out var value) && value is NameToken name && Kinds.Contains(name.Data));
}
