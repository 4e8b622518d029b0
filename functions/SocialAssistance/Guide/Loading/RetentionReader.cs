using SocialAssistance.Cases;
using SocialAssistance.Privacy.Retention;

namespace SocialAssistance.Guide;

/// <summary>Makes the periods of retention from their file, in which no fault was found.</summary>
internal static class RetentionReader
{
    public static RetentionPolicy Read(GuideNode file) => new([.. file.List("rules").Select(ReadRule)]);

    /// <summary>The period that stands at a place, or null when none that is whole stands there.</summary>
    public static RetentionPeriod? FindPeriod(GuideNode? period) =>
        period?["count"]?.Number is { } count && period.Value.TextOf("unit") is { } unit && Codes.Find<RetentionUnit>(unit) is { } known
            ? new RetentionPeriod(count, known)
            : null;

    private static RetentionRule ReadRule(GuideNode rule) => new(
        Codes.Find<RetentionKind>(rule.TextOf("kind")!)!.Value,
        FindPeriod(rule["period"])!,
        [.. rule.List("basis").Select(b => new RetentionBasis(b.TextOf("code")!, GuideReader.ReadBasis(b)))]);
}
