using System.Diagnostics;
using System.Text.RegularExpressions;
using SocialAssistance.Testing.Emulators;

namespace SocialAssistance.Testing.Azurite;

/// <summary>Azurite as a process of its own, from the npm package in the repository's root; its data goes when it goes.</summary>
internal sealed partial class ProcessAzurite : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);

    private readonly Process process;
    private readonly DirectoryInfo data;

    private ProcessAzurite(Process process, DirectoryInfo data, string connectionString) =>
        (this.process, this.data, ConnectionString) = (process, data, connectionString);

    public string ConnectionString { get; }

    public static async Task<ProcessAzurite> StartAsync()
    {
        var script = RepositoryFolder.PathOf("node_modules", "azurite", "dist", "src", "azurite.js");
        if (!File.Exists(script))
        {
            throw new InvalidOperationException("Azurite is not installed: run 'npm ci' in the repository's root.");
        }

        var data = Directory.CreateTempSubdirectory("social-assistance-azurite-");

        // Port 0: it takes free ones and says which.
        var process = Process.Start(new ProcessStartInfo("node",
        [
            script, "--skipApiVersionCheck", "--disableTelemetry", "--silent", "--location", data.FullName,
            "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
            "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("Azurite did not start.");
        try
        {
            return new ProcessAzurite(process, data, await ReadConnectionAsync(process));
        }
        catch
        {
            await StopAsync(process, data);
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync(process, data);

    private static async Task<string> ReadConnectionAsync(Process process)
    {
        var addresses = new Dictionary<string, string>();
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                found.TrySetException(new InvalidOperationException("Azurite ended before it listened."));
            }
            else if (Listening().Match(line.Data) is { Success: true } match)
            {
                addresses[match.Groups["service"].Value] = match.Groups["address"].Value;
            }

            if (addresses.TryGetValue("Blob", out var blobs) && addresses.TryGetValue("Queue", out var queues))
            {
                found.TrySetResult(AzuriteFixture.ConnectionTo(blobs, queues));
            }
        };

        // Read on, so that it never waits for somebody to.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return await found.Task.WaitAsync(StartPatience);
    }

    private static async Task StopAsync(Process process, DirectoryInfo data)
    {
        await EmulatorProcess.EndAsync(process);
        data.Delete(recursive: true);
    }

    [GeneratedRegex("Azurite (?<service>Blob|Queue) service is successfully listening at (?<address>http://[0-9.:]+)")]
    private static partial Regex Listening();
}
