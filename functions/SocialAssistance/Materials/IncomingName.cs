using System.Text;
using SocialAssistance.Cases;

namespace SocialAssistance.Materials;

/// <summary>The parts of a name in the incoming area, <c>{caseId}/{material}/{fileName}</c>.</summary>
/// <param name="CaseId">The case the file is meant for.</param>
/// <param name="Material">Code of the material.</param>
/// <param name="FileName">The file's own name, as its writer called it.</param>
public sealed record IncomingName(string CaseId, string Material, string FileName)
{
    /// <summary>Longest file name, in characters.</summary>
    public const int MaxFileNameLength = 200;

    private const int MaxPartLength = 64;

    /// <summary>Takes a name apart. Only what comes out is looked up anywhere, and the file's own name never is.</summary>
    /// <returns>Null when the name is not exactly three parts, or a part is nothing this system could have asked for.</returns>
    public static IncomingName? TryParse(string? name)
    {
        if (name is null || name.Contains("..", StringComparison.Ordinal) || name.Contains('\\', StringComparison.Ordinal))
        {
            return null;
        }

        if (name.Any(char.IsControl) || name.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar))
        {
            return null;
        }

        return name.Split('/') is [var caseId, var material, var fileName] && CaseIds.IsWellFormed(caseId) && IsCode(material)
            && !string.IsNullOrWhiteSpace(fileName) && fileName.Length <= MaxFileNameLength
            ? new IncomingName(caseId, material, fileName)
            : null;
    }

    private static bool IsCode(string part) =>
        part.Length is > 0 and <= MaxPartLength && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
