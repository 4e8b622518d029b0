using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Api.Tests.Access;

/// <summary>A caller gets a new key on one machine, and has both for a while.</summary>
[Collection(OwnHosts.Name)]
public sealed class KeyRotationTests(ApiFixture fixture) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Both_keys_are_good_until_the_overlap_is_over_and_a_rehearsal_does_not_end_it()
    {
        var (storage, file) = (fixture.OwnStorage, Path.Combine(_folder.Path, "api-keys.json"));

        // As earlier versions wrote it.
        await File.WriteAllTextAsync(file, """[{ "name": "platform", "role": "platform", "key": "old" }, { "name": "operator", "role": "operator", "key": "o" }]""", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        (await StatusesAsync(storage, TimeSpan.Zero, "old")).ShouldBe([404]);
        var fresh = await RotateAsync(file, "platform", "3");
        fresh.Length.ShouldBe(64);
        ApiKeys.Read(file).Of("platform").ShouldBe(fresh);
        (await StatusesAsync(storage, TimeSpan.Zero, "old", fresh)).ShouldBe([404, 404]);
        (await StatusesAsync(storage, TimeSpan.FromDays(4), "old", fresh)).ShouldBe([401, 404]);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private async Task<int[]> StatusesAsync(string storage, TimeSpan later, params string[] keys)
    {
        // The rehearsal's clock stands months before any key: it is not asked.
        var clock = new WallClock(new FakeTimeProvider(TimeProvider.System.GetUtcNow() + later));
        await using var host = await TestHost.StartAsync(_folder.Path, storage, SampleCases.Now, replace: s => s.AddSingleton(clock));
        var statuses = new List<int>();
        foreach (var key in keys)
        {
            statuses.Add((await host.Api.WithKey(key).GetAsync("applications/20260803-640104-000000000000")).Status);
        }

        return [.. statuses];
    }

    private static async Task<string> RotateAsync(string file, string name, string days)
    {
        var script = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../../infra/dev/key.mjs"));
        using var node = Process.Start(new ProcessStartInfo("node", [script, "rotate", file, name, days]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var printed = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        node.ExitCode.ShouldBe(0);
        return printed.Trim();
    }

    private static string Here([CallerFilePath] string here = "") => here;
}
