using System.Globalization;
using System.Text;

namespace SocialAssistance.Materials.Inspection;

/// <summary>What a piece of a PDF is.</summary>
internal enum PdfPiece
{
    /// <summary>The bytes are at their end.</summary>
    End,

    /// <summary>A name, for example <c>/Launch</c>.</summary>
    Name,

    /// <summary>A number or a word, for example <c>null</c> or <c>endobj</c>.</summary>
    Word,

    /// <summary>A string, whatever it says.</summary>
    Text,

    /// <summary>A dictionary or an array begins.</summary>
    Opening,

    /// <summary>A dictionary or an array ends.</summary>
    Closing,
}

/// <summary>
/// Cuts a PDF's bytes into pieces (ISO 32000-1, 7.2 and 7.3), however deep and long what they make up is: for finding names
/// in objects that a reader of whole objects gives up on.
/// </summary>
internal ref struct PdfNames(ReadOnlySpan<byte> bytes)
{
    private const int LongestName = 64;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>How many bytes have been looked at.</summary>
    public int Position { get; private set; }

    /// <summary>The name or word that was read last, without slash and with its escapes resolved; cut when it is long.</summary>
    public string Value { get; private set; } = "";

    /// <summary>Reads on, past blanks and comments.</summary>
    public PdfPiece Next()
    {
        while (Position < _bytes.Length)
        {
            var first = _bytes[Position++];
            switch (first)
            {
                case (byte)'%':
                    Position += LengthTo(_bytes[Position..].IndexOfAny((byte)'\r', (byte)'\n'));
                    break;
                case (byte)'/':
                    Value = Unescaped(Regular());
                    return PdfPiece.Name;
                case (byte)'(':
                    SkipText();
                    return PdfPiece.Text;
                case (byte)'<' when Position < _bytes.Length && _bytes[Position] == (byte)'<':
                    Position++;
                    return PdfPiece.Opening;
                case (byte)'<':
                    Position += LengthTo(_bytes[Position..].IndexOf((byte)'>'));
                    Position = Math.Min(Position + 1, _bytes.Length);
                    return PdfPiece.Text;
                case (byte)'>' when Position < _bytes.Length && _bytes[Position] == (byte)'>':
                    Position++;
                    return PdfPiece.Closing;
                case (byte)'[':
                    return PdfPiece.Opening;
                case (byte)']':
                    return PdfPiece.Closing;
                case var other when IsRegular(other):
                    Position--;
                    Value = Encoding.Latin1.GetString(Regular());
                    return PdfPiece.Word;
                default:
                    break;
            }
        }

        return PdfPiece.End;
    }

    /// <summary>Whether a byte stands between pieces and is none.</summary>
    public static bool IsBlank(byte b) => b is 0 or (byte)'\t' or (byte)'\n' or (byte)'\f' or (byte)'\r' or (byte)' ';

    private static bool IsRegular(byte b) => !IsBlank(b) && !"()<>[]{}/%"u8.Contains(b);

    private readonly int LengthTo(int found) => found < 0 ? _bytes.Length - Position : found;

    private ReadOnlySpan<byte> Regular()
    {
        var start = Position;
        while (Position < _bytes.Length && IsRegular(_bytes[Position]))
        {
            Position++;
        }

        return _bytes[start..Math.Min(Position, start + LongestName)];
    }

    // Brackets nest in strings; a backslash takes the next byte's meaning away.
    private void SkipText()
    {
        for (var depth = 1; depth > 0 && Position < _bytes.Length; Position++)
        {
            switch (_bytes[Position])
            {
                case (byte)'\\':
                    Position++;
                    break;
                case (byte)'(':
                    depth++;
                    break;
                case (byte)')':
                    depth--;
                    break;
                default:
                    break;
            }
        }

        Position = Math.Min(Position, _bytes.Length);
    }

    private static string Unescaped(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == (byte)'#' && i + 2 < name.Length
                && byte.TryParse(name.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped))
            {
                text.Append((char)escaped);
                i += 2;
            }
            else
            {
                text.Append((char)name[i]);
            }
        }

        return text.ToString();
    }
}
