using System.Diagnostics;

namespace SocialAssistance.Testing.Emulators;

/// <summary>The container engine of this machine.</summary>
internal static class ContainerEngine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Whether there is one that answers.</summary>
    /// <remarks>The command line tool knows every way an engine may be reached; its answer is bounded, unlike a client's many tries.</remarks>
    public static async Task<bool> AnswersAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            using var process = Process.Start(new ProcessStartInfo("docker", ["version", "--format", "{{.Server.Version}}"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            if (process is null)
            {
                return false;
            }

            try
            {
                await process.WaitForExitAsync(patience.Token);
                return process.ExitCode == 0;
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return false;
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
