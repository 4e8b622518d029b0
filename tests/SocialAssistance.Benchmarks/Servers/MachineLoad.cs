using System.Globalization;

namespace SocialAssistance.Benchmarks.Servers;

/// <summary>What the whole machine has done up to a moment; nothing where it does not tell.</summary>
/// <param name="Busy">Processor time of everything that ran.</param>
internal readonly record struct MachineLoad(TimeSpan Busy)
{
    private const int Idle = 3;
    private const int WaitingForDisk = 4;
    private const int TimesThatCount = 8;
    private const double TicksPerSecond = 100;

    /// <summary>Up to now.</summary>
    public static MachineLoad Now()
    {
        if (!OperatingSystem.IsLinux())
        {
            return default;
        }

        // cpu  user nice system idle iowait irq softirq steal guest guest_nice
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]
            .Take(TimesThatCount)
            .Where((_, place) => place is not Idle and not WaitingForDisk)
            .Sum(t => long.Parse(t, CultureInfo.InvariantCulture));
        return new MachineLoad(TimeSpan.FromSeconds(ticks / TicksPerSecond));
    }
}
