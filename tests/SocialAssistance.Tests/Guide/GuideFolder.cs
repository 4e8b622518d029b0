using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Guide;

namespace SocialAssistance.Tests.Guide;

/// <summary>A copy of the guide's files that a test may break.</summary>
internal sealed class GuideFolder : IDisposable
{
    public GuideFolder()
    {
        Folder = Directory.CreateTempSubdirectory("guide-").FullName;
        foreach (var file in Directory.EnumerateFiles(GuideLoader.DefaultFolder, "*.json"))
        {
            File.Copy(file, PathOf(Path.GetFileName(file)));
        }
    }

    /// <summary>The guide as it ships.</summary>
    public static ServiceGuide Shipped { get; } = GuideLoader.Load(GuideLoader.DefaultFolder);

    public string Folder { get; }

    public string PathOf(string file) => Path.Combine(Folder, file);

    public GuideFolder Edit(string file, Action<JsonNode> edit)
    {
        var root = JsonNode.Parse(File.ReadAllText(PathOf(file)))!;
        edit(root);
        File.WriteAllText(PathOf(file), root.ToJsonString());
        return this;
    }

    public ServiceGuide Load() => GuideLoader.Load(Folder);

    public string[] Faults() => [.. Should.Throw<InvalidGuideException>(Load).Faults];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
