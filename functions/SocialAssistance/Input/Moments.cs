using System.Globalization;

namespace SocialAssistance.Input;

/// <summary>Reads moments from text, wherever somebody writes one: in requests, in key files, on a command line.</summary>
public static class Moments
{
    private const int Shortest = 17;
    private const int Longest = 40;
    private const int FirstYear = 1900;

    /// <summary>
    /// A moment such as <c>2026-08-03T09:00:00+08:00</c>, or null when the text is none. It must say its offset: without one
    /// it would mean something else on every machine.
    /// </summary>
    public static DateTimeOffset? Parse(string? text) =>
        text is { Length: >= Shortest and <= Longest }
        && text[10] is 'T'
        && (text.EndsWith('Z') || text[^6] is '+' or '-')
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
        && moment.Year >= FirstYear
            ? moment
            : null;
}
