using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Guide;
using Xunit;

namespace SocialAssistance.Local.Tests.Hosting;

/// <summary>What a host that cannot start says, and with what it exits. None of this needs the storage to answer.</summary>
public sealed class HostStartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _settings = HostSettings.With(HostSettings.AbsentAccount);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_host_on_the_same_data_folder_exits_3()
    {
        await using var first = await LiveHostAsync();
        var (exit, output) = await RunAsync("--port", "0", "--data", _folder.Path);
        exit.ShouldBe(3, output);
        output.ShouldContain("in use by another host");
        output.ShouldContain(_folder.Path);
        first.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task A_host_whose_port_is_taken_exits_4()
    {
        using var listener = new TcpListener(IPAddress.Loopback, HostProcess.FreePort());
        listener.Start();
        var port = FormattableString.Invariant($"{((IPEndPoint)listener.LocalEndpoint).Port}");
        var (exit, output) = await RunAsync("--port", port, "--data", _folder.Path);
        exit.ShouldBe(4, output);
        output.ShouldContain(port);
    }

    [Fact]
    public async Task Every_wrong_argument_is_named()
    {
        var (exit, output) = await RunAsync("--port", "seventy", "--rehearsal", "2026-08-03", "--colour", "red", "--data");
        exit.ShouldBe(2, output);
        output.ShouldContain("--port is a number");
        output.ShouldContain("--rehearsal is a moment with its offset");
        output.ShouldContain("--colour is unknown");
        output.ShouldContain("--data needs a value");
        output.ShouldContain(HostArguments.Usage);
    }

    [Fact]
    public async Task Every_wrong_setting_is_named()
    {
        _settings.Remove("Storage__ConnectionString");
        _settings["Departments__Queues"] = "perhaps";
        _settings["Scanner__Kind"] = "clamd";
        _settings["Scanner__Clamd__Port"] = "70000";
        var (exit, output) = await RunAsync("--port", "0", "--data", _folder.Path);
        exit.ShouldBe(2, output);
        output.ShouldContain("Storage:ConnectionString is missing");
        output.ShouldContain("Departments:Queues is true or false");
        output.ShouldContain("Scanner:Clamd:Port is a number");
    }

    [Fact]
    public async Task Every_setting_of_tokens_and_limits_that_is_missing_or_wrong_is_named()
    {
        _settings["Jwt__Audience"] = "social-assistance";
        var (exit, output) = await RunAsync("--port", "0", "--data", _folder.Path);
        exit.ShouldBe(2, output);
        output.ShouldContain("Jwt:Issuer is missing");
        _settings.Remove("Jwt__Audience");
        _settings["Limits__Rates__window__Burst"] = "many";
        (exit, output) = await RunAsync("--port", "0", "--data", _folder.Path);
        exit.ShouldBe(2, output);
        output.ShouldContain("Limits:Rates:window:Burst is a whole number");
    }

    [Fact]
    public async Task A_connection_string_that_is_none_is_named_and_not_shown()
    {
        _settings["Storage__ConnectionString"] = "AccountKey=c2VjcmV0;Nonsense";
        var (exit, output) = await RunAsync("--port", "0", "--data", _folder.Path);
        exit.ShouldBe(2, output);
        output.ShouldContain("Storage:ConnectionString");
        output.ShouldNotContain("c2VjcmV0");
    }

    [Fact]
    public async Task Wrong_webhooks_and_bounds_are_named_and_not_shown()
    {
        _settings["Departments__Webhooks__0__Department"] = "education";
        _settings["Departments__Webhooks__0__Url"] = "http://planted.example/hooks";
        _settings["Departments__Webhooks__0__Secret"] = "planted";
        _settings["Uploads__MaxScans"] = "planted";
        var (exit, output) = await RunAsync("--port", "0", "--data", _folder.Path);
        exit.ShouldBe(2, output);
        output.ShouldContain("Departments:Webhooks:0:Url is an https address");
        output.ShouldContain("Departments:Webhooks:0:Secret is whsec_");
        output.ShouldContain("Uploads:MaxScans is a number");
        output.ShouldNotContain("planted");
    }

    [Fact]
    public async Task A_webhook_for_nobody_is_a_fault()
    {
        _settings["Departments__Webhooks__0__Department"] = "educaton";
        _settings["Departments__Webhooks__0__Url"] = "https://hooks.example/x";
        _settings["Departments__Webhooks__0__Secret"] = Convert.ToBase64String(new byte[32]);
        var (exit, output) = await RunAsync("--port", "0", "--data", _folder.Path);
        exit.ShouldBe(2, output);
        output.ShouldContain("educaton is no department");
    }

    [Fact]
    public async Task Settings_that_lie_where_it_is_started_are_not_its_own()
    {
        await File.WriteAllTextAsync(_folder.File("appsettings.json"), """{ "Departments": { "Queues": "perhaps" } }""", Cancellation);
        await using var host = await LiveHostAsync();
        host.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task Every_fault_of_a_broken_guide_is_named()
    {
        var guide = Directory.CreateDirectory(_folder.File("guide")).FullName;
        foreach (var file in Directory.EnumerateFiles(GuideLoader.DefaultFolder, "*.json"))
        {
            File.Copy(file, Path.Combine(guide, Path.GetFileName(file)));
        }

        Edit(Path.Combine(guide, "items.json"), items => items["items"]![0]!["department"] = "no-such-department");
        Edit(Path.Combine(guide, "materials.json"), materials => materials["materials"]![4]!["items"]![0] = "no-such-item");
        _settings["Guide__Folder"] = guide;
        var (exit, output) = await RunAsync("--port", "0", "--data", _folder.Path);
        exit.ShouldBe(2, output);
        output.ShouldContain("items.json");
        output.ShouldContain("no-such-department");
        output.ShouldContain("materials.json");
        output.ShouldContain("no-such-item");
    }

    [Fact]
    public async Task A_database_without_its_person_key_secret_is_not_opened()
    {
        var secret = _folder.File("person-keys.secret");
        await using (await LiveHostAsync())
        {
            _folder.IsPrivate("person-keys.secret").ShouldBeTrue();
            _folder.IsPrivate("cases.db").ShouldBeTrue();
        }

        File.Delete(secret);
        var (exit, output) = await RunAsync("--port", "0", "--data", _folder.Path);
        exit.ShouldBe(2, output);
        output.ShouldContain("person-keys.secret is missing");
        File.Exists(secret).ShouldBeFalse();
    }

    [Fact]
    public async Task Another_person_key_secret_than_the_databases_is_refused()
    {
        await using (await LiveHostAsync())
        {
        }

        await File.WriteAllBytesAsync(_folder.File("person-keys.secret"), new byte[32], Cancellation);
        var (exit, output) = await RunAsync("--port", "0", "--data", _folder.Path);
        exit.ShouldBe(2, output);
        output.ShouldContain("is not the one that the database was written with");
        output.ShouldNotContain("Unhandled exception");
    }

    [Theory]
    [InlineData("person-keys.secret", "600")]
    [InlineData("api-keys.json", "600")]
    [InlineData("master-keys.json", "600")]
    [InlineData("", "700")]
    public async Task What_others_can_read_is_refused_with_the_command_that_mends_it(string name, string mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are for other systems.");
        await using (await LiveHostAsync())
        {
        }

        var path = name.Length == 0 ? _folder.Path : _folder.File(name);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.GroupRead);
        }

        var (exit, output) = await RunAsync("--port", "0", "--data", _folder.Path);
        exit.ShouldBe(2, output);
        output.ShouldContain($"chmod {mode} '{path}'");
    }

    [Theory]
    [InlineData("person-keys.secret", "short")]
    [InlineData("api-keys.json", "null")]
    [InlineData("api-keys.json", "[{]")]
    [InlineData("api-keys.json", """[{ "name": "platform", "role": "no-such-role", "key": "k" }]""")]
    [InlineData("cases.db", "This is no database, however long it may be.")]
    public async Task A_damaged_file_of_the_data_folder_is_named(string name, string content)
    {
        await using (await LiveHostAsync())
        {
        }

        // What is still in the log would mend the database.
        File.Delete(_folder.File("cases.db-wal"));
        await File.WriteAllTextAsync(_folder.File(name), content, Cancellation);
        var (exit, output) = await RunAsync("--port", "0", "--data", _folder.Path);
        exit.ShouldBe(2, output);
        output.ShouldNotContain("Unhandled exception");
        (await File.ReadAllTextAsync(_folder.File(name), Cancellation)).ShouldBe(content);
    }

    [Fact]
    public async Task A_rehearsal_does_not_take_real_cases()
    {
        await using (await LiveHostAsync())
        {
        }

        var (exit, output) = await RunAsync("--port", "0", "--data", _folder.Path, "--rehearsal", HostSettings.Rehearsal);
        exit.ShouldBe(2, output);
        output.ShouldContain("real cases");
    }

    [Fact]
    public async Task A_rehearsals_cases_are_not_taken_for_real_ones()
    {
        await using (await LiveHostAsync("--rehearsal", HostSettings.Rehearsal))
        {
        }

        var (exit, output) = await RunAsync("--port", "0", "--data", _folder.Path);
        exit.ShouldBe(2, output);
        output.ShouldContain("belongs to a rehearsal");
    }

    /// <summary>Runs a host that ends by itself.</summary>
    private async Task<(int Exit, string Output)> RunAsync(params string[] arguments)
    {
        await using var host = HostProcess.Start(0, _settings, arguments);
        return (await host.ExitAsync(Cancellation), host.Output);
    }

    /// <summary>A host that answers; whether it is ready is another question.</summary>
    private async Task<HostProcess> LiveHostAsync(params string[] more)
    {
        var host = HostProcess.Start(HostProcess.FreePort(), _folder.Path, _settings, more);
        await host.LiveAsync(Cancellation);
        return host;
    }

    private static void Edit(string file, Action<JsonNode> edit)
    {
        var json = JsonNode.Parse(File.ReadAllText(file))!;
        edit(json);
        File.WriteAllText(file, json.ToJsonString());
    }
}
