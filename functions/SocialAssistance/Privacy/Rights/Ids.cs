using System.Text.RegularExpressions;
using SocialAssistance.Applications;
using SocialAssistance.Input;

namespace SocialAssistance.Privacy.Rights;

/// <summary>Ids that callers make and that stand in the trail and in messages: no words, and nobody's ID number or phone, can be written into them.</summary>
public static partial class Ids
{
    /// <summary>An id has other characters than letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</summary>
    public const string Invalid = "id-invalid";

    /// <summary>Reads a required id.</summary>
    public static string Read(ObjectReader reader, string name, int max)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var id = reader.Reference(name, max);
        if (reader.Faults.At(reader.At(name)))
        {
            return id;
        }

        if (!id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
        {
            reader.Fault(name, Invalid, "编号只能由字母、数字、点、下划线和短横线组成");
        }
        else if (MobilePhone().IsMatch(id))
        {
            reader.Fault(name, InputFault.HoldsPersonalNumber, "编号里不能写手机号码");
        }

        return id;
    }

    /// <summary>Digits that only look like a phone must stand alone.</summary>
    [GeneratedRegex("(?<![0-9A-Za-z])1[3-9][0-9]{9}(?![0-9A-Za-z])")]
    private static partial Regex MobilePhone();
}
