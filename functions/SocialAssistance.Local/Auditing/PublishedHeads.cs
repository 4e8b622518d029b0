using System.Text;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Local.Auditing;

/// <summary>
/// How far the trail went, kept beside the database: a line for each day (more, when what was published has been replaced) with its count, the hash of its last record and the
/// seal of the two. A database that was cut off or put back to an earlier state is told by it. A copy of the file belongs
/// where nobody who works on this machine can write.
/// </summary>
public static class PublishedHeads
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "audit-heads.txt";

    /// <summary>What was published, the oldest day first; nothing when there is no file.</summary>
    /// <exception cref="HostStartException">The file is damaged.</exception>
    public static IReadOnlyList<AuditHead> Read(DataFolder folder)
    {
        var heads = Read(folder, out var damaged);
        return damaged.Count == 0
            ? heads
            : throw new HostStartException(HostExit.WrongConfiguration, $"{folder.File(FileName)} is damaged. Keep it as evidence, and put a copy in its place.");
    }

    /// <summary>The same for who checks: a damaged line must hide neither the others nor itself.</summary>
    /// <param name="folder">Where the file is.</param>
    /// <param name="damaged">Numbers of the damaged lines, from 1.</param>
    public static IReadOnlyList<AuditHead> Read(DataFolder folder, out IReadOnlyList<int> damaged)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var path = folder.File(FileName);
        var lines = File.Exists(path) ? File.ReadAllLines(path).Select(AuditHeadText.Find).ToArray() : [];
        damaged = [.. lines.Index().Where(line => line.Item is null).Select(line => line.Index + 1)];
        return [.. lines.OfType<AuditHead>()];
    }

    /// <summary>
    /// Publishes heads. What was published of a day stays when it names more records than there are, or one in whose place
    /// another stands now: that is the evidence.
    /// </summary>
    /// <param name="folder">Where the file is.</param>
    /// <param name="heads">How far the trail goes now.</param>
    /// <param name="replaced">Heads of the file that are of another chain than the one that stands now.</param>
    /// <returns>The days that are not as they were published.</returns>
    public static IReadOnlyList<DateOnly> Write(DataFolder folder, IReadOnlyList<AuditHead> heads, IReadOnlyList<AuditHead> replaced)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(heads);
        var published = Read(folder);
        var farthest = published.Concat(heads).GroupBy(h => h.Day).Select(d => d.MaxBy(h => h.Count)!).ToArray();
        var next = farthest.Concat(published.Where(replaced.Contains)).Distinct().OrderBy(h => h.Day).ThenBy(h => h.Count).ToArray();
        if (!next.SequenceEqual(published))
        {
            folder.WritePrivate(FileName, Encoding.UTF8.GetBytes(string.Concat(next.Select(h => AuditHeadText.Of(h) + "\n"))));
        }

        var known = heads.ToDictionary(h => h.Day, h => h.Count);
        return [.. farthest.Where(h => h.Count > known.GetValueOrDefault(h.Day)).Concat(replaced).Select(h => h.Day).Distinct().Order()];
    }
}
