using SocialAssistance.Applications;
using SocialAssistance.Input;

namespace SocialAssistance.Privacy.Rights;

/// <summary>Ids that callers make and that stand in the trail and in messages: no words and nobody's number can be written into them.</summary>
public static class Ids
{
    /// <summary>An id has other characters than letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</summary>
    public const string Invalid = "id-invalid";

    /// <summary>Reads a required id.</summary>
    public static string Read(ObjectReader reader, string name, int max)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var id = reader.Reference(name, max);
        if (!reader.Faults.At(reader.At(name)) && !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
        {
            reader.Fault(name, Invalid, "编号只能由字母、数字、点、下划线和短横线组成");
        }

        return id;
    }
}
