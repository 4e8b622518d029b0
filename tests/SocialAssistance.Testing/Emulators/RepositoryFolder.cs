namespace SocialAssistance.Testing.Emulators;

/// <summary>The repository that the running tests were built from.</summary>
internal static class RepositoryFolder
{
    private const string Solution = "SocialAssistance.Functions.sln";

    /// <summary>A path in it.</summary>
    /// <param name="parts">From its root on.</param>
    public static string PathOf(params ReadOnlySpan<string> parts)
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, Solution)))
            {
                return Path.Combine([directory.FullName, .. parts]);
            }
        }

        throw new InvalidOperationException($"No folder above the tests holds {Solution}.");
    }
}
