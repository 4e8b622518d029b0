using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>How values are written in columns.</summary>
internal static class SqliteValues
{
    private const string Day = "yyyy-MM-dd";

    public static string Text(this DateOnly day) => day.ToString(Day, CultureInfo.InvariantCulture);

    public static string? Text(this DateOnly? day) => day?.Text();

    public static DateOnly GetDay(this SqliteDataReader reader, int column) =>
        DateOnly.ParseExact(reader.GetString(column), Day, CultureInfo.InvariantCulture);

    public static DateOnly? FindDay(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDay(column);

    /// <summary>The first whole millisecond that is not before the moment: nothing counts as due before it is.</summary>
    public static long MillisecondsUp(this DateTimeOffset moment) =>
        (moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
}
