using System.Diagnostics;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using Microsoft.Extensions.Logging.Abstractions;

namespace SocialAssistance.Testing.Emulators;

/// <summary>The container engine of this machine.</summary>
internal static class ContainerEngine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Starts a container, where an engine answers and the image can be had in time.</summary>
    /// <param name="container">How it is made; without logging, which is set here.</param>
    /// <param name="imagePatience">How long pulling and starting may take.</param>
    /// <returns>What runs, or why nothing does.</returns>
    public static async Task<(IContainer? Running, string Reason)> TryStartAsync(ContainerBuilder container, TimeSpan imagePatience)
    {
        if (!await AnswersAsync())
        {
            return (null, "no container engine answers");
        }

        using var patience = new CancellationTokenSource(imagePatience);
        IContainer? built = null;
        try
        {
            built = container.WithLogger(NullLogger.Instance).Build();
            await built.StartAsync(patience.Token);
            return (built, string.Empty);
        }
        catch (Exception failure)
        {
            if (built is not null)
            {
                await built.DisposeAsync();
            }

            return (null, $"the container did not start: {failure.GetType().Name}");
        }
    }

    /// <summary>Whether there is one that answers.</summary>
    /// <remarks>The command line tool knows every way an engine may be reached; its answer is bounded, unlike a client's many tries.</remarks>
    private static async Task<bool> AnswersAsync()
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
