using System.Diagnostics;

namespace SocialAssistance.Benchmarks.Servers;

/// <summary>A program that runs beside the benchmark until it is stopped.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const int LinesKept = 30;

    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Queue<string> _lines = new();
    private readonly TaskCompletionSource<string> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += StopBecauseOfExit;
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>When it was started, as <see cref="Stopwatch.GetTimestamp"/> tells time.</summary>
    public long StartedAt { get; private init; }

    /// <summary>The first line that it said, and an error when it ended without a word.</summary>
    public Task<string> FirstLine => _firstLine.Task;

    /// <summary>What it said last, to tell why something went wrong.</summary>
    public string LastLines
    {
        get
        {
            lock (_lines)
            {
                return string.Join(Environment.NewLine, _lines);
            }
        }
    }

    public static ServerProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Repository.Root,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var startedAt = Stopwatch.GetTimestamp();
        try
        {
            return new ServerProcess(Process.Start(start)!) { StartedAt = startedAt };
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new BenchmarkException($"'{program}' could not be started.");
        }
    }

    /// <summary>What it has used so far.</summary>
    public Usage Usage() => Servers.Usage.Of(_process);

    /// <summary>Ends it as a power cut would: SIGKILL, nothing tidied away.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Asks it to end, and ends it when it does not.</summary>
    public void Stop()
    {
        if (_process.HasExited)
        {
            return;
        }

        using (var signal = Process.Start("kill", ["-TERM", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            signal.WaitForExit();
        }

        if (!_process.WaitForExit(StopPatience))
        {
            Kill();
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= StopBecauseOfExit;
        Stop();
        _process.Dispose();
    }

    // Ctrl-C and SIGTERM end the benchmark without unwinding it; what it started goes with it.
    private void StopBecauseOfExit(object? sender, EventArgs e) => Stop();

    private void Keep(string? line)
    {
        if (line is null)
        {
            _firstLine.TrySetException(new BenchmarkException("It ended without a word."));
            return;
        }

        _firstLine.TrySetResult(line);
        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > LinesKept)
            {
                _lines.Dequeue();
            }
        }
    }
}
