using System.Globalization;
using SocialAssistance.Applications;

namespace SocialAssistance.Testing.Samples;

/// <summary>
/// Valid citizen identification numbers (GB 11643) that belong to nobody: their division 6499xx does not exist.
/// The same seed gives the same numbers; one instance never gives a number twice. Not for two threads at once.
/// </summary>
public sealed class SampleIdNumbers(int seed)
{
    // Predictable on purpose: a test that failed must fail again.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    /// <summary>Somebody born from 1950 to 1999.</summary>
    public string Adult() => Next(new DateOnly(1950, 1, 1).AddDays(_random.Next(50 * 365)));

    /// <summary>Somebody born from 2012 to 2020.</summary>
    public string Child() => Next(new DateOnly(2012, 1, 1).AddDays(_random.Next(9 * 365)));

    /// <summary>Somebody born on a day.</summary>
    public string Next(DateOnly birth)
    {
        string number;
        do
        {
            var body = string.Create(
                CultureInfo.InvariantCulture, $"6499{_random.Next(100):00}{birth:yyyyMMdd}{_random.Next(1000):000}");
            number = body + ResidentIdNumber.CheckCharacter(body);
        }
        while (!_given.Add(number));

        return number;
    }
#pragma warning restore CA5394
}
