using System.Text.Json;

namespace SocialAssistance.Benchmarks.Servers;

/// <summary>Azurite as a process of its own, on free ports.</summary>
internal static class Azurite
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Starts it.</summary>
    /// <param name="folder">Where it keeps its data.</param>
    /// <param name="connectionString">What storage clients connect with.</param>
    public static ServerProcess Start(string folder, out string connectionString)
    {
        var process = ServerProcess.Start("node", [Repository.AzuriteScript, "--location", folder]);
        try
        {
            using var said = JsonDocument.Parse(process.FirstLine.WaitAsync(Patience).GetAwaiter().GetResult());
            connectionString = said.RootElement.GetProperty("connectionString").GetString()!;
            return process;
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }
}
