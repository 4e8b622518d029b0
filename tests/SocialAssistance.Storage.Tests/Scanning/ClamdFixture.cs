using System.Diagnostics;
using System.Globalization;
using System.Text;
using SocialAssistance.Storage.Scanning;
using SocialAssistance.Storage.Tests.Blobs;
using Xunit;

namespace SocialAssistance.Storage.Tests.Scanning;

/// <summary>Debian's clamd with a signature file of its own that knows the EICAR test string and nothing else.</summary>
public sealed class ClamdFixture : IAsyncLifetime
{
    /// <summary>Longest stream it takes, in bytes: below the largest scan, so that its limit can be met.</summary>
    public const int StreamMaxBytes = 4 * 1024 * 1024;

    private const string AptGet = "/usr/bin/apt-get";

    private static readonly TimeSpan InstallPatience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("social-assistance-clamd-");
    private Process? process;

    /// <summary>Where it listens, when it does.</summary>
    public ClamdOptions Options { get; } = new("127.0.0.1", AbsentAccount.FreePort());

    /// <summary>Why there is no clamd, or null.</summary>
    public string? Missing { get; private set; }

    /// <summary>The harmless string that every virus scanner finds (eicar.org), put together here so that none finds this file.</summary>
    public static byte[] Eicar { get; } =
        Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD" + "-ANTIVIRUS-TEST-FILE!$H+H*");

    public async ValueTask InitializeAsync()
    {
        var program = Find() ?? (await TryInstallAsync() ? Find() : null);
        if (program is null)
        {
            Missing = "clamd is not installed and could not be installed (Debian package clamav-daemon).";
            return;
        }

        process = Start(program);
        using var patience = new CancellationTokenSource(StartPatience);
        while (!await AnswersAsync(patience.Token))
        {
            if (process.HasExited || patience.IsCancellationRequested)
            {
                Missing = "clamd does not start.";
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            await process.WaitForExitAsync();
            process.Dispose();
        }

        folder.Delete(recursive: true);
    }

    private static string? Find() =>
        $"{Environment.GetEnvironmentVariable("PATH")}{Path.PathSeparator}/usr/sbin".Split(Path.PathSeparator)
            .Select(d => Path.Combine(d, "clamd")).FirstOrDefault(File.Exists);

    private static async Task<bool> TryInstallAsync()
    {
        if (!File.Exists(AptGet) || !Environment.IsPrivilegedProcess)
        {
            return false;
        }

        // A new machine does not know yet which packages there are.
        return await TryAptGetAsync("install", "-y", "--no-install-recommends", "clamav-daemon")
            || (await TryAptGetAsync("update") && await TryAptGetAsync("install", "-y", "--no-install-recommends", "clamav-daemon"));
    }

    private static async Task<bool> TryAptGetAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(AptGet, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" },
        };
        using var patience = new CancellationTokenSource(InstallPatience);
        using var run = Process.Start(start)!;
        ReadOn(run);
        try
        {
            await run.WaitForExitAsync(patience.Token);
            return run.ExitCode == 0;
        }
        catch (OperationCanceledException)
        {
            run.Kill(entireProcessTree: true);
            return false;
        }
    }

    private Process Start(string program)
    {
        File.WriteAllText(
            Path.Combine(folder.FullName, "test.ndb"), $"Test.Eicar:0:*:{Convert.ToHexStringLower(Eicar)}\n");
        var configuration = Path.Combine(folder.FullName, "clamd.conf");
        File.WriteAllText(configuration, string.Create(CultureInfo.InvariantCulture, $"""
            Foreground yes
            TCPAddr 127.0.0.1
            TCPSocket {Options.Port}
            DatabaseDirectory {folder.FullName}
            TemporaryDirectory {folder.FullName}
            StreamMaxLength {StreamMaxBytes}

            """));
        var started = Process.Start(new ProcessStartInfo(program, ["--config-file", configuration])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        ReadOn(started);
        return started;
    }

    // So that it never waits for somebody to read what it says.
    private static void ReadOn(Process process)
    {
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            await again.WaitForNextTickAsync(cancellationToken);
            await new ClamdScanner(Options, TimeProvider.System).PingAsync(cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
