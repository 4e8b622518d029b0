using System.Xml.Linq;

namespace SocialAssistance.Local.Tests.Architecture;

/// <summary>A project as its file has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">Its file, from the repository's root.</param>
/// <param name="Sdk">What it is built with.</param>
/// <param name="Projects">Names of the projects it refers to.</param>
/// <param name="Others">Packages and frameworks it refers to.</param>
internal sealed record Project(string Name, string File, string Sdk, IReadOnlyList<string> Projects, IReadOnlyList<string> Others)
{
    /// <summary>All projects of the repository.</summary>
    public static IReadOnlyList<Project> All { get; } =
        [.. Repository.Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal)).Select(Read)];

    /// <summary>The projects that are delivered.</summary>
    public static IEnumerable<Project> Delivered => All.Where(p => p.File.StartsWith("functions/", StringComparison.Ordinal));

    /// <summary>Its folder, from the repository's root.</summary>
    public string Folder => Path.GetDirectoryName(File)!;

    private static Project Read(string file)
    {
        var xml = XDocument.Load(Repository.PathOf(file)).Root!;
        return new Project(
            Path.GetFileNameWithoutExtension(file),
            file,
            (string?)xml.Attribute("Sdk") ?? "",
            [.. Included("ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p.Replace('\\', '/')))],
            [.. Included("PackageReference"), .. Included("FrameworkReference")]);

        IEnumerable<string> Included(string element) => xml.Descendants(element).Select(e => (string)e.Attribute("Include")!);
    }
}
