using System.Text.Json.Nodes;
using SocialAssistance.Guide;

namespace SocialAssistance.Benchmarks.Servers;

/// <summary>The shipped guide with no material that must be scanned: cases are dispatched as soon as they are submitted.</summary>
internal static class ScanlessGuide
{
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(GuideLoader.DefaultFolder, "*.json"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        var path = Path.Combine(folder, "materials.json");
        var guide = JsonNode.Parse(File.ReadAllText(path))!;
        foreach (var material in guide["materials"]!.AsArray().Select(m => m!.AsObject()))
        {
            material.Remove("onlyWhenResidenceDiffers");
            material["items"] = new JsonArray();
            if (material.ContainsKey("always"))
            {
                material["electronicForm"] = true;
            }
        }

        File.WriteAllText(path, guide.ToJsonString());
    }
}
