using System.Collections.Immutable;
using SocialAssistance.Privacy.Retention;

namespace SocialAssistance.Testing.Running;

/// <summary>Deletes scans where there are none, and remembers of which cases it was to.</summary>
public sealed class NoScans : IScanErasure
{
    private ImmutableList<string> _erased = [];

    /// <summary>The cases, in the order in which their scans were to be deleted.</summary>
    public ImmutableList<string> Erased => _erased;

    public Task EraseCaseAsync(string caseId, CancellationToken cancellationToken)
    {
        ImmutableInterlocked.Update(ref _erased, e => e.Add(caseId));
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<OldFile> ListOldAsync(FileArea area, DateTimeOffset before, CancellationToken cancellationToken) => AsyncEnumerable.Empty<OldFile>();

    public Task DeleteAsync(OldFile file, CancellationToken cancellationToken) => Task.CompletedTask;
}
