using SocialAssistance.Guide;

namespace SocialAssistance.Storage.WorkLists;

/// <summary>Which counties a set of divisions covers, as ranges of codes; the same as <see cref="ServiceGuide.Covers"/>.</summary>
internal static class DivisionRanges
{
    /// <summary>Sorts after every code.</summary>
    private const string Last = "\U0010FFFF";

    /// <summary>The ranges, both ends included. Their number is a power of two, so that there are few different statements.</summary>
    public static IReadOnlyList<(string From, string To)> Of(IReadOnlyCollection<string> divisions)
    {
        if (divisions.Count == 0)
        {
            return [];
        }

        var ranges = divisions.Distinct(StringComparer.Ordinal).Select(Range).ToList();
        while (!int.IsPow2(ranges.Count))
        {
            ranges.Add(ranges[0]);
        }

        return ranges;
    }

    private static (string From, string To) Range(string division)
    {
        var digits = division switch
        {
            { Length: >= 4 } when division.EndsWith("0000", StringComparison.Ordinal) => 2,
            { Length: >= 4 } when division.EndsWith("00", StringComparison.Ordinal) => 4,
            _ => division.Length,
        };
        return digits == division.Length ? (division, division) : (division[..digits], division[..digits] + Last);
    }
}
