using System.Diagnostics;

namespace SocialAssistance.Benchmarks.Servers;

/// <summary>What a process has used up to a moment.</summary>
/// <param name="User">Processor time in its own code.</param>
/// <param name="Kernel">Processor time in the kernel on its behalf.</param>
/// <param name="Memory">Resident memory now, in bytes.</param>
/// <param name="PeakMemory">The most that it ever was, in bytes.</param>
internal readonly record struct Usage(TimeSpan User, TimeSpan Kernel, long Memory, long PeakMemory)
{
    public TimeSpan Processor => User + Kernel;

    /// <summary>This process.</summary>
    public static Usage OfThis()
    {
        using var self = Process.GetCurrentProcess();
        return Of(self);
    }

    public static Usage Of(Process process)
    {
        process.Refresh();
        return new Usage(process.UserProcessorTime, process.PrivilegedProcessorTime, process.WorkingSet64, process.PeakWorkingSet64);
    }

    /// <summary>What was used since, with the memory of now.</summary>
    public Usage Since(Usage before) => this with { User = User - before.User, Kernel = Kernel - before.Kernel };
}
