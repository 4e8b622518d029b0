using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocialAssistance.Local.Tests.Hosting;

/// <summary>The host as a process of its own, as it runs at an installation.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan ExitPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ReadyPatience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Stopwatch _age = Stopwatch.StartNew();

    private HostProcess(Process process, int port)
    {
        _process = process;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>All it said so far, on both outputs.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts a host.</summary>
    /// <param name="port">Its port.</param>
    /// <param name="data">Its data folder.</param>
    /// <param name="settings">Environment variables.</param>
    /// <param name="more">More arguments.</param>
    public static HostProcess Start(int port, string data, IReadOnlyDictionary<string, string> settings, params string[] more) =>
        Start(port, settings, ["--port", port.ToString(CultureInfo.InvariantCulture), "--data", data, .. more]);

    /// <summary>Starts a host with just these arguments.</summary>
    public static HostProcess Start(int port, IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        // Started where the data are, or a temporary folder: nothing may depend on the repository's root.
        var start = new ProcessStartInfo("dotnet", [Repository.HostAssembly, .. arguments])
        {
            WorkingDirectory = WorkingDirectory(arguments),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the tests themselves were started with is no setting of this host.
        foreach (var inherited in start.Environment.Keys.Where(k => k.Contains("__", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(inherited);
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return new HostProcess(Process.Start(start)!, port);
    }

    /// <summary>A port that nothing listens on, outside the range from which the system gives ports to clients.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another.
            }
        }
    }

    /// <summary>Waits until it answers that it is ready.</summary>
    /// <returns>How long that took since its start, or null when it has ended.</returns>
    /// <exception cref="TimeoutException">It never was.</exception>
    public Task<TimeSpan?> ReadyAsync(CancellationToken cancellationToken) => AnswersAsync("/api/health/ready", cancellationToken);

    /// <summary>Waits until it answers at all.</summary>
    /// <exception cref="InvalidOperationException">It has ended.</exception>
    public async Task LiveAsync(CancellationToken cancellationToken)
    {
        if (await AnswersAsync("/api/health/live", cancellationToken) is null)
        {
            throw new InvalidOperationException("The host has ended: " + Output);
        }
    }

    /// <summary>Ends it as a power cut would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end (SIGTERM).</summary>
    public async Task TerminateAsync(CancellationToken cancellationToken)
    {
        using var shell = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -TERM {Id}")]);
        await shell.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(ExitPatience, cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task<TimeSpan?> AnswersAsync(string path, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        TimeSpan? took = null;
        await Poll.UntilAsync(
            async () =>
            {
                if (await AnswersAsync(http, path, cancellationToken))
                {
                    took = _age.Elapsed;
                }

                return took is not null || HasExited;
            },
            ReadyPatience,
            path + " answers 200",
            cancellationToken);
        return took;
    }

    private static async Task<bool> AnswersAsync(HttpClient http, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string WorkingDirectory(string[] arguments) =>
        arguments.SkipWhile(a => a != "--data").Skip(1).FirstOrDefault() ?? Path.GetTempPath();

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
