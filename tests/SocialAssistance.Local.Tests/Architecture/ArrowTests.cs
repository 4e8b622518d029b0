using System.Reflection;
using NetArchTest.Rules;
using Shouldly;
using SocialAssistance.Api;
using SocialAssistance.Cases;
using SocialAssistance.Storage.Sqlite;
using Xunit;

namespace SocialAssistance.Local.Tests.Architecture;

/// <summary>Arrows point inward: hosts know the API and the stores, those know the core, the core knows none of them.</summary>
public sealed class ArrowTests
{
    private const string Core = "SocialAssistance";
    private const string Api = "SocialAssistance.Api";
    private const string Storage = "SocialAssistance.Storage";

    /// <summary>What each delivered project may refer to; a new one has to be entered here.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        [Core] = [],
        [Api] = [Core],
        [Storage] = [Core],
        ["SocialAssistance.Local"] = [Core, Api, Storage],
        ["SocialAssistance.Functions"] = [Core, Api, Storage],
    };

    private static readonly string[] Outside = ["Microsoft.AspNetCore", "Azure", "Microsoft.Azure", "Microsoft.Data", "SQLitePCL", "Microsoft.DurableTask"];

    [Fact]
    public void Projects_refer_inward_only()
    {
        foreach (var project in Project.Delivered)
        {
            Allowed.ShouldContainKey(project.Name);
            project.Projects.ShouldBeSubsetOf(Allowed[project.Name], project.Name);
        }
    }

    [Fact]
    public void Assemblies_refer_inward_only()
    {
        Assembly[] assemblies = [typeof(CaseProcess).Assembly, typeof(SocialAssistanceApi).Assembly, typeof(SqliteDatabase).Assembly, typeof(LocalHost).Assembly];
        foreach (var assembly in assemblies)
        {
            assembly.GetReferencedAssemblies().Select(r => r.Name!).Where(Allowed.ContainsKey)
                .ShouldBeSubsetOf(Allowed[assembly.GetName().Name!], assembly.GetName().Name);
        }
    }

    [Fact]
    public void The_core_refers_to_no_web_no_cloud_and_no_database()
    {
        var core = Project.All.Single(p => p.Name == Core);
        core.Sdk.ShouldBe("Microsoft.NET.Sdk");
        core.Others.ShouldNotContain(o => IsOutside(o));
        typeof(CaseProcess).Assembly.GetReferencedAssemblies().ShouldNotContain(r => IsOutside(r.Name!));
    }

    [Fact]
    public void The_api_knows_no_store_and_the_stores_know_no_web()
    {
        NoDependency(typeof(SocialAssistanceApi).Assembly, "Azure", "Microsoft.Data.Sqlite", "SQLitePCL");
        NoDependency(typeof(SqliteDatabase).Assembly, "Microsoft.AspNetCore");
    }

    [Fact]
    public void The_process_is_pure()
    {
        var impure = new[] { "System.IO", "System.Net", "System.Threading.Tasks", "System.TimeProvider", "System.Random", "Microsoft.Extensions" };
        Types.InAssembly(typeof(CaseProcess).Assembly)
            .That().ResideInNamespace("SocialAssistance.Cases.Process").Or().HaveName(nameof(CaseProcess))
            .ShouldNot().HaveDependencyOnAny(impure)
            .GetResult().FailingTypeNames.ShouldBeNull();
    }

    [Fact]
    public void Only_tests_refer_to_tests() =>
        Project.All.Where(p => p.Projects.Any(IsTest)).ShouldAllBe(p => IsTest(p.Name));

    private static void NoDependency(Assembly assembly, params string[] dependencies) => Types.InAssembly(assembly)
        .ShouldNot().HaveDependencyOnAny(dependencies)
        .GetResult().FailingTypeNames.ShouldBeNull();

    private static bool IsOutside(string name) => Outside.Any(o => name == o || name.StartsWith(o + ".", StringComparison.Ordinal));

    private static bool IsTest(string name) =>
        name.EndsWith("Tests", StringComparison.Ordinal) || name.EndsWith(".Testing", StringComparison.Ordinal) || name.EndsWith(".Benchmarks", StringComparison.Ordinal);
}
