using System.Globalization;
using System.Text;
using SocialAssistance.Fuzz.Tests.Hosting;

namespace SocialAssistance.Fuzz.Tests.Reporting;

/// <summary>Requests as text that can be sent again by hand: every odd byte escaped, every key replaced by its owner's name.</summary>
internal static class Replay
{
    private const int MostBytes = 6_000;

    public static string Of(byte[] request)
    {
        var text = new StringBuilder();
        foreach (var value in request.Take(MostBytes))
        {
            text.Append(value switch
            {
                (byte)'\n' => "\\n\n    ",
                (byte)'\r' => "\\r",
                (byte)'\\' => "\\\\",
                >= 0x20 and < 0x7F => ((char)value).ToString(),
                _ => string.Create(CultureInfo.InvariantCulture, $"\\x{value:x2}"),
            });
        }

        if (request.Length > MostBytes)
        {
            text.Append(CultureInfo.InvariantCulture, $"… and {request.Length - MostBytes} bytes more");
        }

        foreach (var caller in Caller.All)
        {
            // Also a key that a mutation has cut, grown or spelled otherwise.
            text.Replace(caller.Key, $"{{key of {caller.Name}}}").Replace(caller.Key[..^1], $"{{key of {caller.Name}, cut}}").Replace(caller.Key.ToUpperInvariant(), $"{{KEY OF {caller.Name}}}");
        }

        return text.ToString();
    }
}
