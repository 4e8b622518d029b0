using System.Text;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace SocialAssistance.Local.Tests.Architecture;

/// <summary>The repository builds anywhere: it names no package registry and no place on anybody's machine.</summary>
public sealed class NeutralityTests
{
    /// <summary>Names in pieces, so that this file does not hold what it looks for.</summary>
    private static readonly string[] Registries =
    [
        Join("registry", "npmjs", "org"), Join("registry", "yarnpkg", "com"), Join("npmmirror", "com"),
        Join("api", "nuget", "org"), Join("nuget", "cdn", "azure", "cn"), Join("pkgs", "dev", "azure", "com"),
        Join("deb", "debian", "org"), Join("archive", "ubuntu", "com"), Join("pypi", "org"), Join("files", "pythonhosted", "org"),
        Join("proxy", "golang", "org"), Join("pkg", "github", "com"),
    ];

    /// <summary>A path below somebody's home, a working copy or a temporary folder.</summary>
    private static readonly Regex MachinePath = new(
        "(?<![\\w.*}$])/(?:" + string.Join('|', "home/[a-z]", "Users/[A-Za-z]", "root/", "work" + "/", "mnt/", "tmp/[a-z]") + ")",
        RegexOptions.CultureInvariant);

    private static readonly string[] Binary = [".png", ".jpg", ".jpeg", ".pdf", ".ofd", ".tif", ".tiff", ".ico", ".gz", ".zip"];

    [Fact]
    public void No_file_names_a_package_registry() => Lines()
        .Where(l => Registries.Any(r => l.Text.Contains(r, StringComparison.OrdinalIgnoreCase)))
        .Select(l => l.Place)
        .ShouldBeEmpty();

    [Fact]
    public void No_file_names_a_place_on_a_machine() => Lines()
        .Where(l => MachinePath.IsMatch(l.Text))
        .Select(l => l.Place)
        .ShouldBeEmpty();

    private static IEnumerable<(string Place, string Text)> Lines() =>
        from file in Repository.Files
        where !Binary.Contains(Path.GetExtension(file).ToLowerInvariant())
        from line in File.ReadLines(Repository.PathOf(file), Encoding.UTF8).Select((text, index) => (text, index))
        select (FormattableString.Invariant($"{file}:{line.index + 1}"), line.text);

    private static string Join(params string[] parts) => string.Join('.', parts);
}
