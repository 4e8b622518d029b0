using System.Globalization;

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
    /// <exception cref="HostStartException">An argument is unknown or wrong.</exception>
    public static HostArguments Parse(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var parsed = new HostArguments(7071, ".local", null);
        for (var index = 0; index < args.Count; index += 2)
        {
            var value = index + 1 < args.Count ? args[index + 1] : throw Wrong(args[index] + " needs a value");
            parsed = args[index] switch
            {
                "--port" => parsed with { Port = PortOf(value) },
                "--data" => parsed with { Data = value },
                "--rehearsal" => parsed with { Rehearsal = MomentOf(value) },
                _ => throw Wrong(args[index] + " is unknown"),
            };
        }

        return parsed;
    }

    private static int PortOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535
            ? port
            : throw Wrong("--port is a number from 0 to 65535");

    private static DateTimeOffset MomentOf(string text) =>
        text.Length > 16
        && (text.EndsWith('Z') || text[^6] is '+' or '-')
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? moment
            : throw Wrong("--rehearsal is a moment with its offset, such as 2026-08-03T09:00:00+08:00");

    private static HostStartException Wrong(string what) => new(HostExit.WrongConfiguration, $"{what}\n{Usage}");
}
