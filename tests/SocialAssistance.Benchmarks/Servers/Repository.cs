namespace SocialAssistance.Benchmarks.Servers;

/// <summary>Where things are in the repository that this program was built in.</summary>
internal static class Repository
{
    private const string Solution = "SocialAssistance.Functions.sln";

    /// <summary>Its root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The built Release host.</summary>
    /// <exception cref="BenchmarkException">It is not built.</exception>
    public static string HostAssembly => Existing(
        "build it: dotnet build functions/SocialAssistance.Local -c Release",
        "functions", "SocialAssistance.Local", "bin", "Release", "net10.0", "SocialAssistance.Local.dll");

    /// <summary>The script that starts Azurite.</summary>
    /// <exception cref="BenchmarkException">Azurite is not installed.</exception>
    public static string AzuriteScript
    {
        get
        {
            Existing("run npm ci in the repository's root", "node_modules", "azurite", "package.json");
            return Existing("it belongs to the repository", "infra", "emulators", "azurite.cjs");
        }
    }

    private static string Existing(string remedy, params ReadOnlySpan<string> parts)
    {
        var path = Path.Combine([Root, .. parts]);
        return File.Exists(path) ? path : throw new BenchmarkException($"There is no {path}; {remedy}.");
    }

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, Solution)))
            {
                return directory.FullName;
            }
        }

        throw new BenchmarkException($"No folder above {AppContext.BaseDirectory} holds {Solution}.");
    }
}
