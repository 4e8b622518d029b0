using System.Globalization;
using SocialAssistance.Input;

namespace SocialAssistance.Local;

/// <summary>What the host is told on its command line.</summary>
/// <param name="Port">Port on 127.0.0.1; 0 takes a free one.</param>
/// <param name="Data">Folder of the database, the keys and the rehearsal clock.</param>
/// <param name="Rehearsal">Where a rehearsal's clock begins, or null outside a rehearsal.</param>
public sealed record HostArguments(int Port, string Data, DateTimeOffset? Rehearsal)
{
    /// <summary>How the host is called.</summary>
    public const string Usage = "usage: SocialAssistance.Local [--port 7071] [--data .local] [--rehearsal 2026-08-03T09:00:00+08:00]";

    /// <summary>Reads the command line.</summary>
    /// <exception cref="HostStartException">Arguments are unknown or wrong; every fault is named.</exception>
    public static HostArguments Parse(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var parsed = new HostArguments(7071, ".local", null);
        var faults = new List<string>();
        for (var index = 0; index < args.Count; index += 2)
        {
            switch (args[index], args.ElementAtOrDefault(index + 1))
            {
                case (not ("--port" or "--data" or "--rehearsal"), _):
                    faults.Add(args[index] + " is unknown");
                    break;
                case (_, null or ""):
                    faults.Add(args[index] + " needs a value");
                    break;
                case ("--port", var value) when PortOf(value) is { } port:
                    parsed = parsed with { Port = port };
                    break;
                case ("--port", _):
                    faults.Add("--port is a number from 0 to 65535");
                    break;
                case ("--data", var value):
                    parsed = parsed with { Data = value };
                    break;
                case (_, var value) when Moments.Parse(value) is { } moment:
                    parsed = parsed with { Rehearsal = moment };
                    break;
                default:
                    faults.Add("--rehearsal is a moment with its offset, such as 2026-08-03T09:00:00+08:00");
                    break;
            }
        }

        return faults.Count == 0
            ? parsed
            : throw new HostStartException(HostExit.WrongConfiguration, string.Join('\n', [.. faults, Usage]));
    }

    private static int? PortOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535 ? port : null;
}
