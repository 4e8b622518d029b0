namespace SocialAssistance.Api.Tests.Hosting;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("social-assistance-api-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
