using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Api.Tests.Access;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using SocialAssistance.Guide;
using SocialAssistance.Testing.Azurite;
using SocialAssistance.Testing.Samples;
using Xunit;

[assembly: AssemblyFixture(typeof(ApiFixture))]

namespace SocialAssistance.Api.Tests.Hosting;

/// <summary>
/// The API that the tests call: one host of this process for all of them, at nine o'clock of the samples' day, which
/// nobody moves; or, when the environment names an address, whatever answers there. Tests that must look into the host
/// or start their own ask for it by <see cref="OwnStorage"/> or <see cref="Host"/> and are skipped with a reason elsewhere.
/// </summary>
public sealed class ApiFixture : IAsyncLifetime
{
    /// <summary>The environment variable with the base address of another host, without <c>/api</c>.</summary>
    public const string AddressVariable = "SOCIAL_ASSISTANCE_TEST_API";

    /// <summary>The environment variable with the path of that host's <c>api-keys.json</c>.</summary>
    public const string KeysVariable = "SOCIAL_ASSISTANCE_TEST_API_KEYS";

    /// <summary>All tests come from one address, and many try keys that are wrong.</summary>
    private static readonly (string Name, string Value)[] NoRates =
    [
        .. from who in new[] { "anonymous", "failed", "window", "supervisor", "operator", "auditor" }
           from what in new[] { "PerSecond", "Burst" }
           select ($"Limits:Rates:{who}:{what}", "1000000"),
        ("Limits:ComparedPeople:PerSecond", "1000000"), ("Limits:ComparedPeople:Burst", "1000000"),
    ];

    private readonly AzuriteFixture _azurite = new();
    private TemporaryFolder? _folder;
    private readonly LogCapture _logs = new();
    private TestHost? _host;
    private Target? _api;

    internal Target Api => _api ?? throw new InvalidOperationException("The fixture has not begun.");

    /// <summary>What the clock of the host showed when the tests began.</summary>
    internal DateTimeOffset Now { get; private set; }

    /// <summary>Today for the host, in Asia/Shanghai.</summary>
    internal DateOnly Today => ChinaTime.DayOf(Now);

    /// <summary>Whether a student loan can be applied for today (annex 2, 一(七)).</summary>
    internal bool InSeason => Today >= new DateOnly(Today.Year, 7, 15) && Today <= new DateOnly(Today.Year, 9, 15);

    /// <summary>Whether the host is of this process, and not another that the environment names.</summary>
    internal bool IsOwnHost => _host is not null;

    /// <summary>The host of this process; a test that asks for it elsewhere is skipped.</summary>
    internal TestHost Host
    {
        get
        {
            Assert.SkipWhen(_host is null, $"{AddressVariable} names another host; the test looks into its own.");
            return _host!;
        }
    }

    /// <summary>All that the host of this process logs, at the finest level.</summary>
    internal IReadOnlyCollection<string> Logs
    {
        get
        {
            Assert.SkipWhen(_host is null, $"{AddressVariable} names another host; the test reads what its own logs.");
            return _logs.Entries;
        }
    }

    /// <summary>A storage account for hosts that a test starts itself; elsewhere such a test is skipped.</summary>
    internal string OwnStorage
    {
        get
        {
            Assert.SkipWhen(_host is null, $"{AddressVariable} names another host; the test starts its own.");
            return _azurite.ConnectionString;
        }
    }

    /// <summary>The storage account of the host under test.</summary>
    internal string Storage
    {
        get
        {
            Assert.SkipWhen(
                _azurite.ConnectionString.Length == 0,
                $"{AddressVariable} names another host, and {AzuriteFixture.ConnectionVariable} does not name its storage.");
            return _azurite.ConnectionString;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(AddressVariable) is { Length: > 0 } address)
        {
            var keys = Environment.GetEnvironmentVariable(KeysVariable)
                ?? throw new InvalidOperationException($"{AddressVariable} needs {KeysVariable} with it.");
            _api = new Target(new Uri(address), ApiKeys.Read(keys));
            if (Environment.GetEnvironmentVariable(AzuriteFixture.ConnectionVariable) is { Length: > 0 })
            {
                await _azurite.InitializeAsync();
            }
        }
        else
        {
            await _azurite.InitializeAsync();
            _folder = new TemporaryFolder();
            _host = await TestHost.StartAsync(
                _folder.Path, _azurite.ConnectionString, SampleCases.Now, _logs, s => s.Configure<CallerOptions>(TestKeys.AddTo), NoRates);
            _api = _host.Api;
        }

        await Poll.UntilAsync(async () => (await Api.Anyone.GetAsync("health/ready")).Status == 200, "the host is ready");
        var clock = await Api.As("operator").GetAsync("rehearsal/clock");
        Now = clock.Status == 200
            ? DateTimeOffset.Parse((string)clock.Body["now"]!, CultureInfo.InvariantCulture)
            : TimeProvider.System.Now();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
        else
        {
            _api?.Dispose();
        }

        _logs.Dispose();
        await _azurite.DisposeAsync();
        _folder?.Dispose();
    }
}
