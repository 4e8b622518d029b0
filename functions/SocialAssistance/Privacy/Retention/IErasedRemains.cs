namespace SocialAssistance.Privacy.Retention;

/// <summary>Wipes what a store keeps of erased records beside its data until it needs the room.</summary>
public interface IErasedRemains
{
    /// <summary>Wipes it; doing it again changes nothing.</summary>
    /// <exception cref="Cases.StoreUnavailableException">Somebody still reads there: nothing is lost, and it must be done again.</exception>
    Task WipeAsync(CancellationToken cancellationToken);
}

/// <summary>For a store whose remains are out of this program's reach.</summary>
public sealed class NoErasedRemains : IErasedRemains
{
    /// <inheritdoc/>
    public Task WipeAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
