namespace SocialAssistance.Local.Tests;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>Its full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("social-assistance-host-").FullName;

    /// <summary>Full path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Whether a file in it can be read by its owner and by nobody else.</summary>
    public bool IsPrivate(string name) =>
        OperatingSystem.IsWindows() || System.IO.File.GetUnixFileMode(File(name)) == (UnixFileMode.UserRead | UnixFileMode.UserWrite);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
