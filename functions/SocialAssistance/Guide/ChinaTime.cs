namespace SocialAssistance.Guide;

/// <summary>The legal time of every rule: Asia/Shanghai, UTC+8 all year.</summary>
public static class ChinaTime
{
    /// <summary>The offset from UTC. There has been no summer time since 1991.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The day on which a moment falls.</summary>
    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Offset).DateTime);

    /// <summary>The moment at which a day begins.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>The last millisecond of a day.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1)).AddMilliseconds(-1);

    /// <summary>Now, with the offset of Asia/Shanghai, to the millisecond.</summary>
    public static DateTimeOffset Now(this TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var now = clock.GetUtcNow();
        return new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero).ToOffset(Offset);
    }

    /// <summary>Today in Asia/Shanghai.</summary>
    public static DateOnly Today(this TimeProvider clock) => DayOf(clock.Now());
}
