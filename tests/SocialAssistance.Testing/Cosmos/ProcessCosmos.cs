using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using SocialAssistance.Testing.Emulators;

namespace SocialAssistance.Testing.Cosmos;

/// <summary>The stand-in for Cosmos DB as a process of its own, from the npm package in the repository's root; memory only.</summary>
internal sealed class ProcessCosmos : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    private ProcessCosmos(Process process, string connectionString) => (_process, ConnectionString) = (process, connectionString);

    public string ConnectionString { get; }

    /// <returns>What runs, or why nothing does.</returns>
    public static async Task<(ProcessCosmos? Running, string Reason)> TryStartAsync()
    {
        if (!Directory.Exists(RepositoryFolder.PathOf("node_modules", "@vercel", "cosmosdb-server")))
        {
            return (null, "the stand-in is not installed: run 'npm ci' in the repository's root");
        }

        try
        {
            var process = Process.Start(new ProcessStartInfo("node", [RepositoryFolder.PathOf("infra", "emulators", "cosmos-server.cjs")])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            try
            {
                return (new ProcessCosmos(process, await ReadConnectionAsync(process)), string.Empty);
            }
            catch
            {
                await EmulatorProcess.EndAsync(process);
                throw;
            }
        }
        catch (Win32Exception)
        {
            return (null, "there is no node to run the stand-in");
        }
    }

    public async ValueTask DisposeAsync() => await EmulatorProcess.EndAsync(_process);

    private static async Task<string> ReadConnectionAsync(Process process)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => found.TrySetResult(line.Data ?? "");

        // Read on, so that it never waits for somebody to.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var first = await found.Task.WaitAsync(StartPatience);
        return first.Length > 0
            ? (string)JsonNode.Parse(first)!["connectionString"]!
            : throw new InvalidOperationException("The stand-in for Cosmos DB ended before it listened.");
    }
}
