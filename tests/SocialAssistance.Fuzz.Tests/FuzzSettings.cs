using System.Globalization;
using System.Security.Cryptography;

namespace SocialAssistance.Fuzz.Tests;

/// <summary>How much is attacked, and how; from the environment.</summary>
/// <param name="Seed">What everything follows from.</param>
/// <param name="Requests">About how many requests are made.</param>
/// <param name="Session">The only session to be run, or null for all.</param>
/// <param name="Connections">How many attack at a time. With a single one every request waits until nothing is under way, so that
/// the same seed sends the same.</param>
internal sealed record FuzzSettings(ulong Seed, int Requests, int? Session, int Connections)
{
    public const string SeedVariable = "SOCIAL_ASSISTANCE_FUZZ_SEED";
    public const string RequestsVariable = "SOCIAL_ASSISTANCE_FUZZ_REQUESTS";
    public const string SessionVariable = "SOCIAL_ASSISTANCE_FUZZ_SESSION";

    public const string ConnectionsVariable = "SOCIAL_ASSISTANCE_FUZZ_CONNECTIONS";

    /// <summary>Requests of a run that nobody has asked to be longer or shorter.</summary>
    public const int DefaultRequests = 20_500;

    /// <summary>Requests of a session, without those that check it at its end.</summary>
    public const int Steps = 48;

    private const int DefaultConnections = 8;

    /// <summary>At least this many more check at the end of a session, on the average, what it has come to.</summary>
    private const int Checks = 6;

    public int Sessions => 1 + (Requests / (Steps + Checks));

    public static FuzzSettings Read() => new(
        Number(SeedVariable) ?? (uint)RandomNumberGenerator.GetInt32(int.MaxValue),
        (int)(Number(RequestsVariable) ?? DefaultRequests),
        (int?)Number(SessionVariable),
        (int)(Number(ConnectionsVariable) ?? DefaultConnections));

    private static ulong? Number(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
        ? ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
        : null;
}
