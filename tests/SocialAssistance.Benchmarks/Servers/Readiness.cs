using System.Diagnostics;
using System.Net.Sockets;
using SocialAssistance.Benchmarks.Load;

namespace SocialAssistance.Benchmarks.Servers;

/// <summary>Asks a host again and again whether it is ready.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(3);

    /// <summary>Waits until the host says that it is ready.</summary>
    /// <returns>When that was, as <see cref="Stopwatch.GetTimestamp"/> tells time.</returns>
    /// <exception cref="BenchmarkException">It ended, or never was.</exception>
    public static long Await(int port, ServerProcess process, TimeSpan patience)
    {
        var question = new RequestTemplate("GET", "/api/health/ready", key: null);
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < patience;)
        {
            if (process.HasEnded)
            {
                throw new BenchmarkException($"The host ended before it was ready.{Environment.NewLine}{process.LastLines}");
            }

            if (IsReady(port, question))
            {
                return Stopwatch.GetTimestamp();
            }

            Thread.Sleep(Every);
        }

        throw new BenchmarkException($"The host was not ready in {patience.TotalSeconds} s.{Environment.NewLine}{process.LastLines}");
    }

    private static bool IsReady(int port, RequestTemplate question)
    {
        try
        {
            using var connection = new HttpConnection("127.0.0.1", port);
            return connection.Send(question.Bytes).Status == 200;
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            return false;
        }
    }
}
