using SocialAssistance.Guide;
using SocialAssistance.Tests.Guide;

namespace SocialAssistance.Tests.Cases;

/// <summary>The guide as it ships, under calendars and with changes that tests choose.</summary>
internal static class HandmadeGuide
{
    /// <summary>The guide with the arrangements of 2026 only.</summary>
    public static readonly ServiceGuide Of2026 = With(HandmadeCalendar.Of2026);

    /// <summary>The same after the arrangement of 2027 was published.</summary>
    public static readonly ServiceGuide Of2027 = With(HandmadeCalendar.Of2027);

    /// <summary>The guide under another calendar, or with changed items. Missing materials must come within 20 days.</summary>
    public static ServiceGuide With(WorkCalendar calendar, Func<AssistanceItem, AssistanceItem>? change = null, string version = "test-1")
    {
        var shipped = GuideFolder.Shipped;
        return new ServiceGuide(
            version,
            [.. shipped.Items.Select(change ?? (i => i))],
            shipped.Materials,
            shipped.Departments,
            shipped.Prefectures,
            calendar,
            new GuidePractice(20, 0.2, shipped.Practice.Basis));
    }
}
