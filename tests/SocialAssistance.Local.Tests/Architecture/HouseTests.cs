using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Shouldly;
using SocialAssistance.Api;
using SocialAssistance.Cases;
using SocialAssistance.Storage.Sqlite;
using Xunit;

namespace SocialAssistance.Local.Tests.Architecture;

/// <summary>Where things stand, and what a type looks like.</summary>
public sealed partial class HouseTests
{
    /// <summary>Most lines of a file of code: one idea that fits on a few screens.</summary>
    private const int MostLines = 350;

    /// <summary>Folders that only group the files of the namespace above them.</summary>
    private static readonly string[] Groups =
    [
        "functions/SocialAssistance/Guide/Checklists", "functions/SocialAssistance/Guide/Loading", "functions/SocialAssistance/Guide/Suggestions",
    ];

    private static IEnumerable<string> Code => Repository.Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal));

    public static TheoryData<Assembly> Delivered =>
        [typeof(CaseProcess).Assembly, typeof(SocialAssistanceApi).Assembly, typeof(SqliteDatabase).Assembly, typeof(LocalHost).Assembly];

    [Fact]
    public void Namespaces_mirror_folders()
    {
        var strays =
            from project in Project.All
            from file in Code.Where(f => f.StartsWith(project.Folder + "/", StringComparison.Ordinal))
            let declared = Namespace().Match(File.ReadAllText(Repository.PathOf(file)))
            where declared.Success
            let folder = Path.GetDirectoryName(file)!
            let home = Groups.Contains(folder) ? Path.GetDirectoryName(folder)! : folder
            let expected = (project.Name + home[project.Folder.Length..]).Replace('/', '.')
            where declared.Groups["name"].Value != expected
            select $"{file} declares {declared.Groups["name"].Value}";
        strays.ShouldBeEmpty();
    }

    [Fact]
    public void Code_stands_in_files_of_a_few_screens()
    {
        Code.ShouldNotBeEmpty();
        Code.Select(f => (File: f, Lines: File.ReadLines(Repository.PathOf(f)).Count())).Where(f => f.Lines > MostLines).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Delivered))]
    public void Classes_are_sealed_or_made_to_be_derived_from(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);

        // A static class is abstract and sealed to the runtime. Program is made public by the web SDK, not by us.
        assembly.GetExportedTypes()
            .Where(t => t.IsClass && t is { IsSealed: false, IsAbstract: false } && t.Name != "Program")
            .Where(t => !t.IsDefined(typeof(CompilerGeneratedAttribute)) && t.Namespace?.StartsWith("SocialAssistance", StringComparison.Ordinal) == true)
            .Select(t => t.FullName)
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Repository.PathOf("SocialAssistance.Functions.sln")).Replace('\\', '/');
        Project.All.Where(p => !solution.Contains($"\"{p.File}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_but_the_Azure_hosts_is_in_the_filter_for_one_machine()
    {
        var filter = File.ReadAllText(Repository.PathOf("Embedded.slnf")).Replace("\\\\", "/", StringComparison.Ordinal);
        Project.All
            .Where(p => !p.Name.StartsWith("SocialAssistance.Functions", StringComparison.Ordinal))
            .Where(p => !filter.Contains($"\"{p.File}\"", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
