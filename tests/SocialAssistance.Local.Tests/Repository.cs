using System.Diagnostics;

namespace SocialAssistance.Local.Tests;

/// <summary>The repository that the tests were built in.</summary>
internal static class Repository
{
    private const string Solution = "SocialAssistance.Functions.sln";

    /// <summary>Its folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The host as it was built with these tests.</summary>
    public static string HostAssembly { get; } = FindHost();

    /// <summary>Every file that is in it or about to be, as a path from its root; ignored ones apart.</summary>
    public static IReadOnlyList<string> Files { get; } = ListFiles();

    /// <summary>Full path of a file.</summary>
    public static string PathOf(string file) => Path.Combine(Root, file);

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, Solution)))
            {
                return directory.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above the tests holds {Solution}.");
    }

    private static string FindHost()
    {
        // .../bin/{configuration}/{framework}/: the host stands in the same places of its own project.
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(
            Root, "functions", "SocialAssistance.Local", "bin", framework.Parent!.Name, framework.Name, "SocialAssistance.Local.dll");
    }

    private static string[] ListFiles()
    {
        // Whoever owns the folder: only names are read.
        using var git = Process.Start(new ProcessStartInfo(
            "git", ["-c", "safe.directory=*", "-c", "core.quotePath=false", "ls-files", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        })!;
        var names = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return git.ExitCode == 0
            ? [.. names.Distinct().Where(n => File.Exists(PathOf(n)))]
            : throw new InvalidOperationException("git could not list the repository's files.");
    }
}
