using SocialAssistance.Fuzz.Tests.Hosting;

namespace SocialAssistance.Fuzz.Tests.Invariants;

/// <summary>What people said of themselves, and what departments said of them, stands nowhere in clear: a search through every byte of every file of the data folder.</summary>
internal static class AtRest
{
    public static List<string> Of(FuzzHost host)
    {
        var faults = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(host.Database)!, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var bytes = Bytes(file);
            faults.AddRange(Marks.In(bytes).Where(m => Marks.IsPersonal(m.Part) && host.Model.Find(m.Family) is not null)
                .GroupBy(m => m.Part).Select(g => $"{Path.GetFileName(file)} holds part '{g.Key}' of families in clear, {g.Count()} times"));
            var numbers = Model.NumbersIn(bytes).Count(n => host.Model.FindByNumber(n) is not null);
            if (numbers > 0)
            {
                faults.Add($"{Path.GetFileName(file)} holds {numbers} numbers of people in clear");
            }
        }

        return faults;
    }

    /// <summary>The host has the file open, and so it is shared.</summary>
    private static byte[] Bytes(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
