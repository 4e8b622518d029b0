using System.Globalization;
using System.Text;
using SocialAssistance.Guide;

namespace SocialAssistance.Local.Rehearsal;

/// <summary>
/// A clock that began somewhere else and runs on from there at its ordinary pace; a rehearsal moves it forward. How far it
/// is ahead or behind is kept in the data folder, so that a restart resumes it. Timers tick in real time: whatever waits
/// for a moment asks the time again and again.
/// </summary>
public sealed class RehearsalClock : TimeProvider
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "rehearsal-clock";

    private readonly DataFolder _folder;
    private readonly Lock _moving = new();
    private long _offsetTicks;

    private RehearsalClock(DataFolder folder, TimeSpan offset)
    {
        _folder = folder;
        _offsetTicks = offset.Ticks;
    }

    /// <summary>Whether the folder belongs to a rehearsal.</summary>
    public static bool IsKeptIn(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return File.Exists(folder.File(FileName));
    }

    /// <summary>The clock of the folder; the first time it begins at <paramref name="start"/>.</summary>
    /// <exception cref="HostStartException">What the folder keeps is no clock.</exception>
    public static RehearsalClock Open(DataFolder folder, DateTimeOffset start)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!IsKeptIn(folder))
        {
            var fresh = new RehearsalClock(folder, start - System.GetUtcNow());
            fresh.Keep();
            return fresh;
        }

        var text = File.ReadAllText(folder.File(FileName));
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ticks)
            ? new RehearsalClock(folder, TimeSpan.FromTicks(ticks))
            : throw new HostStartException(HostExit.WrongConfiguration, $"{folder.File(FileName)} is no rehearsal clock.");
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _offsetTicks));

    /// <summary>Moves the clock forward, lastingly.</summary>
    /// <returns>False when the moment lies before the clock's; nothing has moved then.</returns>
    public bool TryMoveTo(DateTimeOffset moment)
    {
        lock (_moving)
        {
            if (moment < this.Now())
            {
                return false;
            }

            // The moment itself is what the clock shows next: kept first, so that a restart never shows an earlier one.
            Interlocked.Exchange(ref _offsetTicks, (moment - System.GetUtcNow()).Ticks);
            Keep();
            return true;
        }
    }

    private void Keep() =>
        _folder.WritePrivate(FileName, Encoding.ASCII.GetBytes(Interlocked.Read(ref _offsetTicks).ToString(CultureInfo.InvariantCulture)));
}
