namespace SocialAssistance.Cases.Running;

/// <summary>Wakes nobody: for those who write a case while they drive it, and look at it again themselves.</summary>
public sealed class NoRunner : ICaseRunner
{
    /// <summary>The only one.</summary>
    public static readonly NoRunner Instance = new();

    private NoRunner()
    {
    }

    /// <inheritdoc/>
    public ValueTask WakeAsync(Case? previous, Case next, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
