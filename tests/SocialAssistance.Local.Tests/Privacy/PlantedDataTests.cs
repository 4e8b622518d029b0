using Shouldly;
using SocialAssistance.Local.Tests.Hosting;
using Xunit;

namespace SocialAssistance.Local.Tests.Privacy;

/// <summary>
/// A whole case with a value of its own in every personal field, through the real host with its queues and a talkative log:
/// afterwards none of those values is found in anything that was written.
/// </summary>
public sealed class PlantedDataTests(ITestOutputHelper output)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("international")]
    [InlineData("national")]
    public async Task Nothing_personal_is_found_in_what_is_written(string suite)
    {
        using var folder = new TemporaryFolder();
        await using var azurite = await FolderAzurite.StartAsync(folder.File("azurite"), Cancellation);
        var settings = HostSettings.With(azurite.ConnectionString);
        settings["Departments__Queues"] = "true";
        settings["Privacy__Suite"] = suite;
        settings["Logging__LogLevel__Default"] = "Trace";
        await using var host = HostProcess.Start(HostProcess.FreePort(), folder.Path, settings, "--rehearsal", HostSettings.Rehearsal);
        (await host.ReadyAsync(Cancellation)).ShouldNotBeNull(host.Output);
        using var played = new PlantedCase(host.Address, ApiKeys.Read(folder.Path), azurite.ConnectionString, Cancellation);
        await played.PlayAsync();
        played.Family.Planted.Count.ShouldBeGreaterThan(70);

        // While it runs, the newest of it stands in the database's log.
        var running = ByteSearch.In(folder.Path, played.Family.Planted);
        await host.TerminateAsync(Cancellation);
        (await host.ExitAsync(Cancellation)).ShouldBe(0, host.Output);
        await azurite.StopAsync(Cancellation);
        await File.WriteAllTextAsync(folder.File("host.log"), host.Output, Cancellation);
        var found = ByteSearch.In(folder.Path, played.Family.Planted);

        Report("running", running);
        Report("stopped", found);
        running.Concat(found).ShouldBeEmpty();
        Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Count().ShouldBeGreaterThan(5);
    }

    [Fact]
    public void The_search_finds_a_value_however_it_is_written()
    {
        using var folder = new TemporaryFolder();
        const string value = "种标记000甲乙丙Zq";
        foreach (var (form, pattern) in ByteSearch.Forms(value))
        {
            File.WriteAllBytes(folder.File(form), [1, 2, .. pattern, 3]);
        }

        File.WriteAllText(folder.File("whole"), Convert.ToBase64String([7, .. System.Text.Encoding.UTF8.GetBytes(value), 9]));
        var found = ByteSearch.In(folder.Path, new Dictionary<string, string> { ["somewhere"] = value });
        found.Select(f => f.File).Distinct().Count().ShouldBe(ByteSearch.Forms(value).Count() + 1);
    }

    private void Report(string when, IReadOnlyList<Finding> findings)
    {
        foreach (var file in findings.GroupBy(f => f.File).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{when}: {file.Key}: {file.Select(f => f.Place).Distinct().Count()} values, {file.Sum(f => f.Count)} times ({string.Join(", ", file.GroupBy(f => f.Form).Select(g => $"{g.Key} {g.Sum(f => f.Count)}"))})");
        }

        output.WriteLine($"{when}: {findings.Count} findings");
    }
}
