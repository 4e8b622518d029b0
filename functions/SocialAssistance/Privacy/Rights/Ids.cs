using System.Text.RegularExpressions;
using SocialAssistance.Applications;
using SocialAssistance.Input;

namespace SocialAssistance.Privacy.Rights;

/// <summary>Ids that callers make and that stand in the trail: no words, ID number or phone can be written into them.</summary>
public static partial class Ids
{
    /// <summary>An id has other characters than letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</summary>
    public const string Invalid = "id-invalid";

    /// <summary>An id holds somebody's ID number or phone.</summary>
    public const string Personal = "id-personal";

    private const int NumberLength = 18;

    /// <summary>Reads a required id.</summary>
    public static string Read(ObjectReader reader, string name, int max)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var id = reader.Text(name, max);
        if (!reader.Faults.At(reader.At(name)) && !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
        {
            reader.Fault(name, Invalid, "编号只能由字母、数字、点、下划线和短横线组成");
        }
        else if (IsPersonal(id))
        {
            reader.Fault(name, Personal, "编号里不能有身份证号或者电话号码，请另编一个号");
        }

        return id;
    }

    /// <summary>A number that is really one tells itself by its check character; digits that only look like a phone must stand alone.</summary>
    private static bool IsPersonal(string id) =>
        MobilePhone().IsMatch(id)
        || Enumerable.Range(0, Math.Max(0, id.Length - NumberLength + 1))
            .Any(at => ResidentIdNumber.IsValid(ResidentIdNumber.Normalize(id.Substring(at, NumberLength)), DateOnly.MaxValue));

    [GeneratedRegex("(?<![0-9A-Za-z])1[3-9][0-9]{9}(?![0-9A-Za-z])")]
    private static partial Regex MobilePhone();
}
