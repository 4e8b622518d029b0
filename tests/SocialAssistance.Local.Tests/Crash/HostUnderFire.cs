using SocialAssistance.Local.Tests.Hosting;

namespace SocialAssistance.Local.Tests.Crash;

/// <summary>A host that is killed at random points and started again at once on the same port and data.</summary>
internal sealed class HostUnderFire : IAsyncDisposable
{
    /// <summary>Longest time from a start to a kill that is drawn by time, so that starting and recovering are hit too.</summary>
    private const int LongestLife = 2000;

    /// <summary>Most answers between being ready and a kill that is drawn by answers, so that work is hit.</summary>
    private const int MostAnswers = 200;

    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(30);

    private readonly int _port = HostProcess.FreePort();
    private readonly string _data;
    private readonly Dictionary<string, string> _settings;
    private readonly List<TimeSpan> _readyAfter = [];
    private HostProcess _host;

    public HostUnderFire(string data, Dictionary<string, string> settings)
    {
        _data = data;
        _settings = settings;
        _host = Start();
    }

    /// <summary>The host that runs now.</summary>
    public HostProcess Host => _host;

    /// <summary>How often it was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>How often before it was ready.</summary>
    public int EarlyKills { get; private set; }

    /// <summary>How long each start after a kill took until the host was ready, where it lived that long.</summary>
    public IReadOnlyList<TimeSpan> ReadyAfter => _readyAfter;

    /// <summary>Kills it again and again.</summary>
    /// <param name="times">How often.</param>
    /// <param name="random">Draws the points.</param>
    /// <param name="client">Whose answers are counted.</param>
    /// <param name="cancellationToken">Ends the test.</param>
    public async Task KillAsync(int times, Random random, HostClient client, CancellationToken cancellationToken)
    {
        while (Kills < times)
        {
            var ready = ReadyAsync(cancellationToken);
            if (random.Next(4) == 0)
            {
                // The very point is what is drawn: nothing is waited for.
                await Task.Delay(random.Next(LongestLife), cancellationToken);
            }
            else
            {
                await ready;
                var enough = client.Answers + random.Next(MostAnswers);
                await Poll.UntilAsync(() => client.Answers >= enough, AnswerPatience, "the host answers under load", cancellationToken);
            }

            EarlyKills += ready.IsCompleted ? 0 : 1;
            await _host.KillAsync();
            await ready;
            Kills++;
            _host = Start();
        }

        await ReadyAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private HostProcess Start() => HostProcess.Start(_port, _data, _settings, "--rehearsal", HostSettings.Rehearsal);

    private async Task ReadyAsync(CancellationToken cancellationToken)
    {
        if (await _host.ReadyAsync(cancellationToken) is { } took && Kills > 0)
        {
            _readyAfter.Add(took);
        }
    }
}
