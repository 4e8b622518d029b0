using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using SocialAssistance.Local.Tests.Hosting;

namespace SocialAssistance.Local.Tests.Privacy;

/// <summary>A data folder as it was before personal values were sealed, with what was answered about it then.</summary>
internal sealed class ClearFolder : IDisposable
{
    /// <summary>The secret of its keyed hashes; it guards people who do not exist.</summary>
    private const string Secret = "W8bY9HwkToLeko8BRh3/VSL4iBuOMtCrNrFEppNm00Q=";

    private readonly TemporaryFolder _folder = new();

    public ClearFolder()
    {
        Unpack("cases.db.gz", File("cases.db"));
        System.IO.File.WriteAllBytes(File("person-keys.secret"), Convert.FromBase64String(Secret));

        // Ten minutes after it was begun, whenever the test runs.
        var offset = DateTimeOffset.Parse(HostSettings.Rehearsal, CultureInfo.InvariantCulture).AddMinutes(10) - TimeProvider.System.GetUtcNow();
        System.IO.File.WriteAllText(File("rehearsal-clock"), offset.Ticks.ToString(CultureInfo.InvariantCulture));
        var answers = System.IO.Path.GetTempFileName();
        Unpack("answers.json.gz", answers);
        Answers = JsonNode.Parse(System.IO.File.ReadAllText(answers))!.AsObject();
        System.IO.File.Delete(answers);
    }

    public string Path => _folder.Path;

    /// <summary>What was answered, and what was planted.</summary>
    public JsonObject Answers { get; }

    public Dictionary<string, string> Planted => Answers["planted"]!.AsObject().ToDictionary(p => p.Key, p => (string)p.Value!);

    public string File(string name) => _folder.File(name);

    public void Dispose() => _folder.Dispose();

    private static void Unpack(string name, string to)
    {
        using var packed = System.IO.File.OpenRead(Repository.PathOf("tests/SocialAssistance.Local.Tests/Fixtures/in-clear/" + name));
        using var stream = new GZipStream(packed, CompressionMode.Decompress);
        using var file = System.IO.File.Create(to);
        stream.CopyTo(file);
    }
}
