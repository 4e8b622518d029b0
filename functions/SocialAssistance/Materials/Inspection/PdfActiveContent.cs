using System.Collections.Frozen;

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

    private static readonly FrozenSet<string> KindMembers = FrozenSet.ToFrozenSet(["S", "Type", "Subtype"], StringComparer.Ordinal);

    /// <summary>
    /// Whether the plain bytes name a script, a program or an attachment: also in objects that the newest state of the file
    /// no longer has. Names this long do not come by chance.
    /// </summary>
    public static bool IsNamedIn(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf("/JavaScript"u8) >= 0 || bytes.IndexOf("/EmbeddedFile"u8) >= 0
        || bytes.IndexOf("/RichMedia"u8) >= 0 || bytes.IndexOf("/SubmitForm"u8) >= 0;

    /// <summary>Whether the object that begins with the first byte, or anything that stands in it, does something.</summary>
    /// <remarks>
    /// The pieces are looked at and not the object, so that it does not matter whether the object is damaged, deep or long, nor
    /// which of two members of the same name a reader takes. A kind may be kept in an object of its own: one that is nothing but
    /// such a name counts as well.
    /// </remarks>
    /// <param name="bytes">The bytes from the object's first one on.</param>
    /// <param name="isPacked">Whether the object stands in an object stream, where no word ends it.</param>
    /// <returns>Whether it does something, whether it says that it holds other objects, and how many bytes were looked at.</returns>
    public static (bool Active, bool HoldsObjects, int Bytes) LookAt(ReadOnlySpan<byte> bytes, bool isPacked)
    {
        var pieces = new PdfNames(bytes);
        var (depth, first, holdsObjects) = (0, true, false);
        string? before = null;
        var piece = pieces.Next();
        while (piece != PdfPiece.End)
        {
            var name = piece == PdfPiece.Name ? pieces.Value : null;
            if (name is not null && Kinds.Contains(name) && (first || (before is not null && KindMembers.Contains(before))))
            {
                return (true, false, pieces.Position);
            }

            holdsObjects |= name == "ObjStm";
            depth += piece switch { PdfPiece.Opening => 1, PdfPiece.Closing => -1, _ => 0 };
            if (depth <= 0 && (isPacked || (piece == PdfPiece.Word && pieces.Value is "endobj" or "stream" or "obj" or "startxref")))
            {
                break;
            }

            (before, first, piece) = (name, false, pieces.Next());
            if (before is not null && Members.Contains(before) && !(piece == PdfPiece.Word && pieces.Value == "null"))
            {
                return (true, false, pieces.Position);
            }
        }

        return (false, holdsObjects, pieces.Position);
    }
}
