using System.Globalization;
using SocialAssistance.Local.Keys;
using SocialAssistance.Privacy;

namespace SocialAssistance.Local.Commands;

/// <summary>
/// <c>keys list</c>, <c>keys rotate</c> and <c>keys retire</c>: the keys of a data folder that no host is using. It says ids
/// and counts, never a key and nothing of any case.
/// </summary>
public static class KeysCommand
{
    /// <summary>How it is called.</summary>
    public const string Usage = "usage: SocialAssistance.Local keys list|rotate [--data-key]|retire [--data .local]";

    /// <summary>Runs the command.</summary>
    /// <param name="args">What stands after <c>keys</c>.</param>
    /// <param name="suite">Configured name of the suite that new keys are made for (<c>Privacy:Suite</c>).</param>
    /// <param name="output">Takes what was done, line by line.</param>
    /// <param name="cancellationToken">Cancels it; whatever was done by then is whole.</param>
    /// <returns>0.</returns>
    /// <exception cref="HostStartException">Arguments, the folder or its keys are wrong, or a host is using the folder.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, string? suite, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        var asked = Arguments.Parse(args);
        using var folder = DataFolder.Open(asked.Data);
        if (!File.Exists(folder.Database))
        {
            throw new HostStartException(HostExit.WrongConfiguration, $"There is no database in {folder.Path}.");
        }

        var keys = KeyChest.Open(folder, PrivacySuites.Find(suite) ?? throw Wrong("Privacy:Suite is international or national."));
        await using var opened = keys.ConfigureAwait(false);
        foreach (var line in asked.Action switch
        {
            "rotate" => await keys.RotateAsync(asked.DataKey, cancellationToken).ConfigureAwait(false),
            "retire" => await keys.RetireAsync(cancellationToken).ConfigureAwait(false),
            _ => await keys.ListAsync(cancellationToken).ConfigureAwait(false),
        })
        {
            await output.WriteLineAsync(line.ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false);
        }

        return 0;
    }

    private static HostStartException Wrong(string message) => new(HostExit.WrongConfiguration, message);

    private sealed record Arguments(string Action, string Data, bool DataKey)
    {
        public static Arguments Parse(IReadOnlyList<string> args)
        {
            var faults = new List<string>();
            var parsed = new Arguments(args is [var action, ..] ? action : "", ".local", false);
            if (parsed.Action is not ("list" or "rotate" or "retire"))
            {
                faults.Add("keys list, keys rotate and keys retire are all there is");
            }

            for (var index = 1; index < args.Count; index++)
            {
                switch (args[index])
                {
                    case "--data-key" when parsed.Action == "rotate":
                        parsed = parsed with { DataKey = true };
                        break;
                    case "--data" when args.ElementAtOrDefault(index + 1) is { Length: > 0 } value:
                        parsed = parsed with { Data = value };
                        index++;
                        break;
                    default:
                        faults.Add(args[index] + " is unknown, or needs a value");
                        break;
                }
            }

            return faults.Count == 0 ? parsed : throw Wrong(string.Join('\n', [.. faults, Usage]));
        }
    }
}
