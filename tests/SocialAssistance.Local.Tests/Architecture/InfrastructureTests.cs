using System.Text.Json;
using System.Text.RegularExpressions;
using Shouldly;
using SocialAssistance.Guide;
using Xunit;

namespace SocialAssistance.Local.Tests.Architecture;

/// <summary>What is declared for Azure fits the code and the guide, and every cloud.</summary>
public sealed partial class InfrastructureTests
{
    private const string Main = "infra/main.bicep";
    private const string Roles = "infra/modules/roles.bicep";
    private const string Alerts = "infra/modules/alerts.bicep";
    private const string ServiceBus = "infra/modules/service-bus.bicep";
    private const string Departments = "functions/SocialAssistance/Guide/Data/departments.json";
    private const string Host = "functions/SocialAssistance.Functions/";

    /// <summary>Settings that the Functions runtime reads, and no code of ours.</summary>
    private static readonly string[] Runtimes = ["AZURE_", "APPLICATIONINSIGHTS_", "AzureWebJobs", "ServiceBus__credential", "ServiceBus__clientId"];

    private static readonly string[] Bicep = [.. Repository.Files.Where(f => f.StartsWith("infra/", StringComparison.Ordinal) && f.Contains(".bicep", StringComparison.Ordinal))];

    private static readonly string[] DepartmentCodes = [.. GuideLoader.Load(GuideLoader.DefaultFolder).Departments.Select(d => d.Code).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_file_that_is_referred_to_is_there_and_every_module_is_used()
    {
        var referred = (
            from file in Bicep
            from Match reference in Reference().Matches(Read(file))
            select Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(file)!, reference.Groups["path"].Value)))).ToHashSet();
        referred.Where(f => !Repository.Files.Contains(f)).ShouldBeEmpty();
        referred.ShouldContain(Departments);
        Bicep.Where(f => f.StartsWith("infra/modules/", StringComparison.Ordinal)).Except(referred).ShouldBeEmpty();
    }

    [Fact]
    public void No_cloud_is_named_by_its_domains() =>
        Bicep.Where(f => CloudDomain().IsMatch(Read(f))).ShouldBeEmpty();

    [Fact]
    public void Roles_come_from_one_table()
    {
        Identifier().IsMatch(Read(Roles)).ShouldBeTrue();
        Bicep.Where(f => f != Roles && Identifier().IsMatch(Read(f))).ShouldBeEmpty();
    }

    [Fact]
    public void No_output_gives_a_secret_away() => (
        from file in Bicep
        from line in Read(file).Split('\n')
        where line.StartsWith("output ", StringComparison.Ordinal) && Secret().IsMatch(line)
        select $"{file}: {line}").ShouldBeEmpty();

    [Fact]
    public void Service_Bus_is_the_same_in_the_code_on_Azure_and_beside_the_emulator()
    {
        var code = Repository.Files.Where(f => f.StartsWith(Host + "ServiceBus/", StringComparison.Ordinal)).Select(Read).ToArray();
        var topic = Constant(code, "Topic");
        var queue = Constant(code, "Queue");
        var property = Constant(code, "DepartmentProperty");

        Read(ServiceBus).ShouldContain($"name: '{topic}'");
        Read(ServiceBus).ShouldContain($"name: '{queue}'");
        Read("infra/modules/department-subscription.bicep").ShouldContain($"correlationFilter: {{ properties: {{ {property}: department }} }}");

        using var emulator = JsonDocument.Parse(Read("infra/emulators/servicebus.json"));
        var space = emulator.RootElement.GetProperty("UserConfig").GetProperty("Namespaces").EnumerateArray().Single();
        space.GetProperty("Queues").EnumerateArray().Select(NameOf).ShouldBe([queue]);
        var emulated = space.GetProperty("Topics").EnumerateArray().Single();
        NameOf(emulated).ShouldBe(topic);
        var subscriptions = emulated.GetProperty("Subscriptions").EnumerateArray().ToArray();
        subscriptions.Select(NameOf).Order(StringComparer.Ordinal).ShouldBe(DepartmentCodes);
        foreach (var subscription in subscriptions)
        {
            var filter = subscription.GetProperty("Rules").EnumerateArray().Single().GetProperty("Properties").GetProperty("CorrelationFilter");
            filter.GetProperty("Properties").GetProperty(property).GetString().ShouldBe(NameOf(subscription));
        }
    }

    [Fact]
    public void Published_heads_lie_where_nothing_is_changed_or_deleted()
    {
        var archive = Read("functions/SocialAssistance.Storage/Blobs/BlobHeadArchive.cs");
        Read(Main).ShouldContain($"container: '{Constant([archive], "ContainerName")}'");
        var heads = Read("infra/modules/audit-heads.bicep");
        heads.ShouldContain("immutabilityPeriodSinceCreationInDays: keptDays");
        heads.ShouldContain("allowProtectedAppendWrites: true");
        heads.ShouldNotContain("blobs/write");
        heads.ShouldNotContain("blobs/delete");
        heads.ShouldNotContain("roles.");
    }

    [Fact]
    public void Functions_that_settings_name_are_there()
    {
        var code = string.Join('\n', Repository.Files.Where(f => f.StartsWith(Host, StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal)).Select(Read));
        var functions = Function().Matches(code).Select(m => m.Groups["name"].Value).ToHashSet();
        var named = new[] { Main, Host + "local.settings.example.json" }
            .SelectMany(f => NamedFunction().Matches(Read(f)))
            .Select(m => m.Groups["name"].Value).ToArray();
        named.ShouldNotBeEmpty();
        named.Except(functions).ShouldBeEmpty();
    }

    [Fact]
    public void Settings_on_Azure_are_settings_that_the_host_reads()
    {
        var reads = string.Join('\n', Repository.Files.Where(f => f.StartsWith(Host + "Hosting/", StringComparison.Ordinal)).Select(Read));
        var given = Setting().Matches(Read(Main)).Select(m => m.Groups["name"].Value)
            .Where(s => !Runtimes.Any(r => s.StartsWith(r, StringComparison.Ordinal))).ToArray();
        given.ShouldNotBeEmpty();
        given.Where(s => !reads.Contains('"' + s.Replace("__", ":", StringComparison.Ordinal) + '"', StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Alerts_look_for_what_the_code_logs_and_are_explained()
    {
        var code = string.Join('\n', Repository.Files.Where(f => f.StartsWith("functions/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal)).Select(Read));
        var alerts = Read(Alerts);
        var events = LoggedEvent().Matches(alerts).Select(m => m.Groups["name"].Value).ToHashSet();
        events.ShouldNotBeEmpty();
        events.Where(e => !code.Contains($"EventName = \"{e}\"", StringComparison.Ordinal)).ShouldBeEmpty();

        // The value is read from the text of the message.
        alerts.ShouldContain("the oldest for ([0-9]+) s");
        code.ShouldContain("the oldest for {OldestSeconds} s");

        var explained = Read("docs/azure.md");
        var names = AlertName().Matches(alerts).Select(m => m.Groups["name"].Value).ToArray();
        names.Length.ShouldBeGreaterThan(5);
        names.Where(n => !explained.Contains($"`{n}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Emulators_are_open_to_this_machine_only()
    {
        var ports = Port().Matches(Read("infra/emulators/compose.yaml")).Select(m => m.Groups["port"].Value).ToArray();
        ports.ShouldNotBeEmpty();
        ports.ShouldAllBe(p => p.StartsWith("127.0.0.1:", StringComparison.Ordinal));
    }

    private static string Read(string file) => File.ReadAllText(Repository.PathOf(file));

    private static string NameOf(JsonElement element) => element.GetProperty("Name").GetString()!;

    private static string Constant(string[] code, string name) => code
        .Select(c => Regex.Match(c, $"const string {name} = \"(?<value>[^\"]+)\"", RegexOptions.CultureInvariant).Groups["value"].Value)
        .Single(v => v.Length > 0);

    [GeneratedRegex(@"^(?:module \w+|import .* from|using|.*\bloadJsonContent\() ?'(?<path>[^':]+)'", RegexOptions.Multiline)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\b(?:windows|azure|microsoftonline|azurewebsites|chinacloud\w*|usgovcloud\w*|visualstudio)\.(?:net|com|cn|us)\b", RegexOptions.IgnoreCase)]
    private static partial Regex CloudDomain();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.IgnoreCase)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\blist[A-Z]\w*\(|secret|password|\bkey\b|accessKey|primaryKey|\bsas\b", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex(@"\[Function\((?:nameof\((?<name>\w+)\)|""(?<name>\w+)"")\)\]")]
    private static partial Regex Function();

    [GeneratedRegex(@"AzureWebJobs\.(?<name>\w+)\.Disabled|functionName: '(?<name>\w+)'")]
    private static partial Regex NamedFunction();

    [GeneratedRegex(@"^ {8}'?(?<name>\w+(?:__\w+)+|[A-Z]+_[A-Z_]+|AzureWebJobs[\w.]+)'?: ", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex(@"Event == ""(?<name>\w+)""")]
    private static partial Regex LoggedEvent();

    [GeneratedRegex(@"^ +name: '(?<name>[a-z]+(?:-[a-z]+)+)'$", RegexOptions.Multiline)]
    private static partial Regex AlertName();

    [GeneratedRegex(@"^ +- ""(?<port>[\d.:]+:\d+)""$", RegexOptions.Multiline)]
    private static partial Regex Port();
}
