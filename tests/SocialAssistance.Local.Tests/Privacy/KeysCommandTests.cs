using Shouldly;
using SocialAssistance.Local.Commands;
using SocialAssistance.Local.Keys;
using SocialAssistance.Local.Tests.Hosting;
using Xunit;

namespace SocialAssistance.Local.Tests.Privacy;

/// <summary>The keys of a data folder: listed, rotated, retired, and what a host says that has not the right ones.</summary>
public sealed class KeysCommandTests : IDisposable
{
    private readonly ClearFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_rotation_touches_no_case_and_every_value_still_opens()
    {
        await RunHostAsync();
        (await KeysAsync("list")).ShouldContain("master key m1  a256gcm");
        var rotated = await KeysAsync("rotate");
        rotated.ShouldContain("master key m1 -> m2");
        rotated.ShouldContain("data keys wrapped anew: 1 (k1)");
        rotated.ShouldContain("cases: 2, untouched");
        rotated.ShouldContain("opened");
        (await KeysAsync("retire")).ShouldContain("retired: m1; kept: m2");

        var more = await KeysAsync("rotate", "--data-key");
        more.ShouldContain("new data key for new values: k2");
        (await KeysAsync("list")).ShouldContain("data key   k2  a256gcm");
        await RunHostAsync();
    }

    [Fact]
    public async Task Killed_between_the_new_key_and_the_wrapping_the_next_start_finishes_it()
    {
        await RunHostAsync();
        using (var folder = DataFolder.Open(_folder.Path))
        {
            var keys = MasterKeysFile.LoadOrCreate(folder, SocialAssistance.Privacy.PrivacySuite.International, wrapped: true);
            MasterKeysFile.Save(folder, [.. keys, MasterKeysFile.New(keys, SocialAssistance.Privacy.PrivacySuite.International)]);
        }

        await RunHostAsync();
        (await KeysAsync("list")).ShouldContain("wrapped by m2");
    }

    [Fact]
    public async Task A_host_without_the_right_keys_says_so_and_does_not_start()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are for other systems.");
        await RunHostAsync();
        var path = _folder.File(MasterKeysFile.Name);
        var keys = await File.ReadAllTextAsync(path, Cancellation);

        SetMode(path, UnixFileMode.GroupRead);
        (await FailAsync()).ShouldContain("can be read or written by others");
        SetMode(path, UnixFileMode.None);
        await File.WriteAllTextAsync(path, keys[..^20], Cancellation);
        (await FailAsync()).ShouldContain("is damaged");
        File.Delete(path);
        (await FailAsync()).ShouldContain("is missing");
    }

    [Fact]
    public async Task A_wrong_word_is_named()
    {
        (await Should.ThrowAsync<HostStartException>(() => KeysAsync("forget", "--data-key"))).Message.ShouldContain(KeysCommand.Usage);
        (await Should.ThrowAsync<HostStartException>(() => KeysAsync("list", "--data-key"))).ExitCode.ShouldBe(HostExit.WrongConfiguration);
    }

    private async Task<string> KeysAsync(params string[] args)
    {
        using var output = new StringWriter();
        (await KeysCommand.RunAsync([.. args, "--data", _folder.Path], null, output, Cancellation)).ShouldBe(0);
        return output.ToString();
    }

    private static void SetMode(string path, UnixFileMode others)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | others);
        }
    }

    /// <summary>Starts the host, which seals and wraps what it has to, and stops it.</summary>
    private async Task RunHostAsync()
    {
        await using var host = Start();
        await host.LiveAsync(Cancellation);
        await host.TerminateAsync(Cancellation);
        (await host.ExitAsync(Cancellation)).ShouldBe(0, host.Output);
    }

    private async Task<string> FailAsync()
    {
        await using var host = Start();
        (await host.ExitAsync(Cancellation)).ShouldBe(HostExit.WrongConfiguration, host.Output);
        return host.Output;
    }

    private HostProcess Start() => HostProcess.Start(
        HostProcess.FreePort(), _folder.Path, HostSettings.With(HostSettings.AbsentAccount), "--rehearsal", HostSettings.Rehearsal);
}
