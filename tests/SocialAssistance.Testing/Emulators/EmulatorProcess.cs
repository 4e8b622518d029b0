using System.Diagnostics;

namespace SocialAssistance.Testing.Emulators;

/// <summary>The end of an emulator's process.</summary>
internal static class EmulatorProcess
{
    /// <summary>Ends the process with all that it started, unless it has ended by itself, and lets go of it.</summary>
    public static async Task EndAsync(Process process)
    {
        using (process)
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            await process.WaitForExitAsync();
        }
    }
}
