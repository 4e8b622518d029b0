using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Api.Requests;

namespace SocialAssistance.Api.Limits;

/// <summary>How often somebody may ask.</summary>
/// <param name="PerSecond">Requests (or people) a second, in the long run.</param>
/// <param name="Burst">As many at once after a pause.</param>
public sealed record Rate(int PerSecond, int Burst);

/// <summary>The settings under <c>Limits</c>: rates, compared people, uploads at once, timeouts, proxies in front.</summary>
public sealed record LimitSettings
{
    /// <summary>Name of the rate for whoever shows no key or token.</summary>
    public const string Anonymous = "anonymous";

    /// <summary>Name of the rate for whoever shows a key or token that is not good.</summary>
    public const string Failed = "failed";

    private const string Section = "Limits";
    private const int MaxNumber = 10_000_000;

    /// <summary>
    /// Systems ask for many people, windows for one after another. Whoever is not known is told by the address, which many
    /// may share; whoever tries keys is slowed down.
    /// </summary>
    private static readonly ImmutableDictionary<string, Rate> Defaults = new Dictionary<string, Rate>
    {
        [Roles.Platform] = new(10_000, 20_000),
        [Roles.Department] = new(5_000, 10_000),
        [Roles.Window] = new(50, 200),
        [Roles.Supervisor] = new(50, 200),
        [Roles.Operator] = new(50, 200),
        [Roles.Auditor] = new(50, 200),
        [Anonymous] = new(50, 300),
        [Failed] = new(1, 60),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private LimitSettings()
    {
    }

    /// <summary>Rates by role, and those of <see cref="Anonymous"/> and <see cref="Failed"/>, which hold for each address.</summary>
    public required ImmutableDictionary<string, Rate> Rates { get; init; }

    /// <summary>
    /// How many people each caller may have compared with the register: a second, and at once. At once it is at least the
    /// people of one question.
    /// </summary>
    public required Rate ComparedPeople { get; init; }

    /// <summary>Most uploads at once, each of which takes up to the size of a scan of memory.</summary>
    public int Uploads { get; private init; }

    /// <summary>Most uploads at once of one caller.</summary>
    public int UploadsPerCaller { get; private init; }

    /// <summary>Most uploads of one caller that wait for their turn, which takes no memory yet.</summary>
    public int UploadsWaiting { get; private init; }

    /// <summary>How long a request may take, with its body.</summary>
    public TimeSpan Timeout { get; private init; }

    /// <summary>How long an upload, a batch or a step of a rehearsal may take.</summary>
    public TimeSpan LongTimeout { get; private init; }

    /// <summary>How many proxies of ours stand in front and add the address they were asked from to <c>X-Forwarded-For</c>.</summary>
    public int Proxies { get; private init; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong; every fault is named.</exception>
    public static LimitSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(Section);
        var faults = new List<string>();
        var rates = Defaults.ToImmutableDictionary(
            d => d.Key,
            d => RateOf(section, $"Rates:{d.Key}", d.Value, 1, faults),
            StringComparer.Ordinal);
        foreach (var unknown in section.GetSection("Rates").GetChildren().Where(r => !Defaults.Keys.Contains(r.Key, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add($"{Section}:Rates:{unknown.Key} is no role, nor {Anonymous} or {Failed}.");
        }

        var settings = new LimitSettings
        {
            Rates = rates,
            ComparedPeople = RateOf(section, "ComparedPeople", new Rate(20, 2_000), ComparisonBody.MaxPeople, faults),
            Uploads = Number(section, "Uploads", 32, 1, faults),
            UploadsPerCaller = Number(section, "UploadsPerCaller", 16, 1, faults),
            UploadsWaiting = Number(section, "UploadsWaiting", 256, 0, faults),
            Timeout = TimeSpan.FromSeconds(Number(section, "TimeoutSeconds", 30, 1, faults)),
            LongTimeout = TimeSpan.FromSeconds(Number(section, "LongTimeoutSeconds", 240, 1, faults)),
            Proxies = Number(section, "Proxies", 0, 0, faults),
        };
        return faults.Count == 0 ? settings : throw new OptionsValidationException(Section, typeof(LimitSettings), faults);
    }

    private static Rate RateOf(IConfiguration section, string name, Rate standard, int minBurst, List<string> faults) => new(
        Number(section, name + ":PerSecond", standard.PerSecond, 1, faults),
        Number(section, name + ":Burst", standard.Burst, minBurst, faults));

    private static int Number(IConfiguration section, string name, int standard, int min, List<string> faults)
    {
        if (section[name] is not { Length: > 0 } text)
        {
            return standard;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= MaxNumber)
        {
            return number;
        }

        faults.Add($"{Section}:{name} is a whole number from {min} to {MaxNumber}.");
        return standard;
    }
}
