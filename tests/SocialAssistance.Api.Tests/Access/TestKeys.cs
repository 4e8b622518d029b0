using System.Security.Cryptography;
using System.Text;
using SocialAssistance.Api.Authentication;

namespace SocialAssistance.Api.Tests.Access;

/// <summary>
/// Keys that a host of the tests knows besides those of its key file: of other places, of other times, and bound to scopes.
/// A key is named by what it is for.
/// </summary>
internal static class TestKeys
{
    public const string County = "640104";
    public const string OtherCounty = "640221";

    /// <summary>The scopes, written out once more: a test does not ask the product what they are.</summary>
    public static readonly string[] Scopes =
    [
        "applications.file", "applications.read", "applications.withdraw", "tasks.list", "tasks.read", "tasks.decide",
        "register.feed", "register.compare", "supervision.read", "audit.read", "privacy.rights", "retention.hold", "rehearsal.clock",
    ];

    private static readonly string[] Roles = ["platform", "window", "civil-affairs", "supervisor", "operator", "auditor"];

    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);

    /// <summary>The key of that name.</summary>
    public static string Of(string name) => Convert.ToHexStringLower(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(name)));

    public static void AddTo(CallerOptions options)
    {
        foreach (var role in Roles)
        {
            options.Callers.Add(Entry($"{role} here", role, County));
            options.Callers.Add(Entry($"{role} elsewhere", role, OtherCounty));
            options.Callers.Add(Entry($"{role} expired", role, County, e => e.ExpiresAt = "2026-01-01T00:00:00+08:00"));
            options.Callers.Add(Entry($"{role} early", role, County, e => e.NotBefore = "2999-01-01T00:00:00+08:00"));
            foreach (var scope in Scopes)
            {
                options.Callers.Add(Entry($"{role} only {scope}", role, County, e => e.Scopes.Add(scope)));
                options.Callers.Add(Entry($"{role} without {scope}", role, County, e => Scopes.Where(s => s != scope).ToList().ForEach(e.Scopes.Add)));
            }
        }

        options.Callers.Add(Entry("education here", "education", County));

        // Whoever needs no division may be bound to one all the same.
        options.Callers.Add(Entry("operator bound elsewhere", "operator", County, e => e.Divisions.Add(OtherCounty)));
        options.Callers.Add(Entry("supervisor bound elsewhere", "supervisor", County, e => e.Divisions.Add(OtherCounty)));
    }

    private static CallerEntry Entry(string name, string role, string county, Action<CallerEntry>? more = null)
    {
        var department = role is "civil-affairs" or "education";
        var entry = new CallerEntry
        {
            Name = name,
            Role = department ? "department" : role,
            Department = department ? role : null,
            KeySha256 = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Of(name)))),
        };
        if (department || role == "window")
        {
            entry.Divisions.Add(county);
        }

        more?.Invoke(entry);
        return entry;
    }
}
