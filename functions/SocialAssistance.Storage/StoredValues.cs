using System.Globalization;

namespace SocialAssistance.Storage;

/// <summary>How the stores write down days and moments.</summary>
internal static class StoredValues
{
    /// <summary>Format of a day.</summary>
    public const string Day = "yyyy-MM-dd";

    public static string Text(this DateOnly day) => day.ToString(Day, CultureInfo.InvariantCulture);

    public static string? Text(this DateOnly? day) => day?.Text();

    /// <summary>The first whole millisecond that is not before the moment: nothing counts as due before it is.</summary>
    public static long MillisecondsUp(this DateTimeOffset moment) =>
        (moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
}
