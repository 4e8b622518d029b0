using System.Globalization;

namespace SocialAssistance.Benchmarks;

/// <summary>What a benchmark is told on the command line: <c>--name value</c>, or <c>--name</c> alone for a switch.</summary>
public sealed class Options
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    private Options()
    {
    }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="BenchmarkException">It has something that is no option.</exception>
    public static Options Parse(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var options = new Options();
        for (var index = 0; index < args.Count; index++)
        {
            var name = args[index].StartsWith("--", StringComparison.Ordinal)
                ? args[index][2..]
                : throw new BenchmarkException($"'{args[index]}' is no option. Try help.");
            var hasValue = index + 1 < args.Count && !args[index + 1].StartsWith("--", StringComparison.Ordinal);
            options._values[name] = hasValue ? args[++index] : "";
        }

        return options;
    }

    /// <summary>A text, or null when it is not given.</summary>
    public string? Text(string name)
    {
        _asked.Add(name);
        return _values.GetValueOrDefault(name);
    }

    /// <summary>A whole number.</summary>
    /// <exception cref="BenchmarkException">It is none, or smaller than <paramref name="min"/>.</exception>
    public int Number(string name, int otherwise, int min = 0) =>
        Text(name) is not { } text ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min ? number
            : throw new BenchmarkException(FormattableString.Invariant($"--{name} is a whole number from {min}."));

    /// <summary>A rate in one a second.</summary>
    /// <exception cref="BenchmarkException">It is none.</exception>
    public double? Rate(string name) =>
        Text(name) is not { } text ? null
            : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate > 0 ? rate
            : throw new BenchmarkException($"--{name} is a number above zero, in cases a second.");

    /// <summary>A size in bytes: <c>200KB</c>, <c>2MB</c> or a number of bytes.</summary>
    /// <exception cref="BenchmarkException">It is none.</exception>
    public int Bytes(string name, int otherwise)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        var (digits, unit) = text.ToUpperInvariant() switch
        {
            var t when t.EndsWith("KB", StringComparison.Ordinal) => (t[..^2], 1024),
            var t when t.EndsWith("MB", StringComparison.Ordinal) => (t[..^2], 1024 * 1024),
            var t => (t, 1),
        };
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 20_000_000
            ? number * unit
            : throw new BenchmarkException($"--{name} is a size such as 200KB.");
    }

    /// <summary>Makes sure that nothing was given that nobody asked for.</summary>
    /// <exception cref="BenchmarkException">Something was.</exception>
    public void RefuseOthers()
    {
        if (_values.Keys.FirstOrDefault(n => !_asked.Contains(n)) is { } unknown)
        {
            throw new BenchmarkException($"--{unknown} is unknown here. Try help.");
        }
    }
}
