using System.Net;
using System.Text.Json.Nodes;
using SocialAssistance.Local.Auditing;
using SocialAssistance.Local.Tests.Hosting;
using SocialAssistance.Local.Tests.Privacy;
using SocialAssistance.Testing.Azurite;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Local.Tests.Auditing;

/// <summary>The data folder of a real host after three days: a whole case on the first, an application on each of the others.</summary>
[CollectionDefinition(Collection)]
public sealed class AuditedFolder : IAsyncLifetime, ICollectionFixture<AuditedFolder>
{
    /// <summary>Name of the tests that share it.</summary>
    public const string Collection = "audited folder";

    internal const string FirstDay = "2026-08-03";
    internal const string SecondDay = "2026-08-04";
    internal const string LastDay = "2026-08-05";

    private static readonly string[] Evidence = ["cases.db", "person-keys.secret", PublishedHeads.FileName];

    private readonly AzuriteFixture _azurite = new();
    private readonly TemporaryFolder _folder = new();

    /// <summary>All that the host said.</summary>
    internal string HostOutput { get; private set; } = "";

    /// <summary>What the command said while the host was running.</summary>
    internal (int Exit, string Output) Beside { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await _azurite.InitializeAsync();
        await using var host = Start(_folder.Path);
        await host.ReadyAsync(cancellation);
        var keys = ApiKeys.Read(_folder.Path);
        using var played = new PlantedCase(host.Address, keys, _azurite.ConnectionString, cancellation);
        await played.PlayAsync();
        using var client = new HostClient(host.Address, keys);
        foreach (var (day, number) in new[] { (SecondDay, 1), (LastDay, 2) })
        {
            await client.PostAsync("operator", "rehearsal/clock", new JsonObject { ["now"] = day + "T09:00:00+08:00" }, cancellation);
            var filed = await client.PostAsync("platform", "applications", SampleForms.JsonObject(SampleForms.All(number)), cancellation);
            var caseId = (string)filed.Expect(HttpStatusCode.Created).Json["caseId"]!;
            (await client.GetAsync("platform", "applications/" + caseId, cancellation)).Expect(HttpStatusCode.OK);
        }

        Beside = await VerifyAsync(_folder.Path, cancellation);
        await host.TerminateAsync(cancellation);
        await host.ExitAsync(cancellation);
        HostOutput = host.Output;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return _azurite.DisposeAsync();
    }

    /// <summary>What there is to judge the trail by, to be spoiled.</summary>
    internal TemporaryFolder Copy() => Copy(Evidence);

    /// <summary>All of it, for a host to work with.</summary>
    internal TemporaryFolder CopyAll() => Copy([.. Directory.EnumerateFiles(_folder.Path).Select(f => Path.GetFileName(f))]);

    /// <summary>A host on a folder.</summary>
    internal HostProcess Start(string folder) => HostProcess.Start(
        HostProcess.FreePort(), folder, HostSettings.With(_azurite.ConnectionString), "--rehearsal", HostSettings.Rehearsal);

    /// <summary>The command as a process of its own.</summary>
    internal static async Task<(int Exit, string Output)> VerifyAsync(string folder, CancellationToken cancellationToken, params string[] more)
    {
        await using var command = HostProcess.Start(0, new Dictionary<string, string>(), ["audit", "verify", "--data", folder, .. more]);
        return (await command.ExitAsync(cancellationToken), command.Output);
    }

    private TemporaryFolder Copy(string[] files)
    {
        var copy = new TemporaryFolder();
        foreach (var file in files)
        {
            File.Copy(_folder.File(file), copy.File(file));
        }

        return copy;
    }
}
