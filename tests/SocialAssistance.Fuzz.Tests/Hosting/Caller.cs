using System.Security.Cryptography;
using System.Text;
using SocialAssistance.Guide;

namespace SocialAssistance.Fuzz.Tests.Hosting;

/// <summary>Somebody with a key.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">Its role.</param>
/// <param name="Department">Code of its department, for departments.</param>
/// <param name="Division">County or prefecture it is bound to, or null.</param>
/// <param name="Key">Its key, which is never printed.</param>
internal sealed record Caller(string Name, string Role, string? Department, string? Division, string Key)
{
    /// <summary>What every key of a fuzzed host begins with, so that one is found wherever it should not be.</summary>
    public const string KeyPrefix = "fuzzkey";

    public static readonly string[] Departments =
    [
        "civil-affairs", "agriculture-rural-affairs", "medical-insurance", "education", "veterans-affairs", "housing-construction", "human-resources",
    ];

    /// <summary>Several of each kind, bound to different places, so that everyone has others to be confused with.</summary>
    public static Caller[] All { get; } =
    [
        New("platform", "platform"),
        New("platform-640200", "platform", division: "640200"),
        New("window-640104", "window", division: "640104"),
        New("window-640105", "window", division: "640105"),
        New("window-640202", "window", division: "640202"),
        New("window-640302", "window", division: "640302"),
        .. Departments.Select(d => New(d, "department", d)),
        New("civil-affairs-640100", "department", "civil-affairs", "640100"),
        New("civil-affairs-640202", "department", "civil-affairs", "640202"),
        New("medical-insurance-640104", "department", "medical-insurance", "640104"),
        New("education-640300", "department", "education", "640300"),
        New("agriculture-640400", "department", "agriculture-rural-affairs", "640400"),
        New("supervisor", "supervisor"),
        New("supervisor-640200", "supervisor", division: "640200"),
        New("operator", "operator"),
        New("auditor", "auditor"),
    ];

    public bool Files => Role is "platform" or "window";

    public bool Covers(string county) => Division is null || ServiceGuide.Covers(Division, county);

    // The same in every run, so that the same seed makes the same bytes.
    private static Caller New(string name, string role, string? department = null, string? division = null) =>
        new(name, role, department, division, KeyPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..56]);
}
