using System.Collections.Immutable;
using SocialAssistance.Privacy.Retention;

namespace SocialAssistance.Testing.Running;

/// <summary>Old files that lie in the areas of scans, without a store.</summary>
public sealed class StrayFiles : IScanErasure
{
    private ImmutableList<OldFile> _files = [];

    /// <summary>Those that are still there.</summary>
    public ImmutableList<OldFile> Files => _files;

    /// <summary>Before when the files of an area must be old to be listed, as it was asked last.</summary>
    public ImmutableDictionary<FileArea, DateTimeOffset> Asked { get; private set; } = ImmutableDictionary<FileArea, DateTimeOffset>.Empty;

    /// <summary>An area that cannot be listed; null for none.</summary>
    public FileArea? Failing { get; set; }

    /// <summary>Name of files that cannot be deleted; null for none.</summary>
    public string? Stuck { get; set; }

    /// <summary>Leaves a file.</summary>
    public void Add(FileArea area, string name, string? caseId) => _files = _files.Add(new OldFile(area, name, caseId, "1"));

    public Task EraseCaseAsync(string caseId, CancellationToken cancellationToken) => Task.CompletedTask;

    public IAsyncEnumerable<OldFile> ListOldAsync(FileArea area, DateTimeOffset before, CancellationToken cancellationToken)
    {
        Asked = Asked.SetItem(area, before);
        return area == Failing ? throw new IOException("The area cannot be listed.") : _files.Where(f => f.Area == area).ToAsyncEnumerable();
    }

    public Task DeleteAsync(OldFile file, CancellationToken cancellationToken)
    {
        if (file.Name == Stuck)
        {
            throw new IOException("The file cannot be deleted.");
        }

        _files = _files.Remove(file);
        return Task.CompletedTask;
    }
}
