using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace SocialAssistance.Local.Tests.Privacy;

/// <summary>Azurite as the development script starts it, with its data in a folder that can be looked into afterwards.</summary>
internal sealed class FolderAzurite : IAsyncDisposable
{
    private readonly Process _process;

    private FolderAzurite(Process process, string connectionString)
    {
        _process = process;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    public static async Task<FolderAzurite> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var process = Process.Start(new ProcessStartInfo("node", [Repository.PathOf("infra/emulators/azurite.cjs"), "--location", folder])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("Azurite did not start.");
        return new FolderAzurite(process, (string)JsonNode.Parse(line)!["connectionString"]!);
    }

    /// <summary>Lets it save what it holds and end.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var shell = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -TERM {_process.Id}")]);
        await shell.WaitForExitAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        return ValueTask.CompletedTask;
    }
}
