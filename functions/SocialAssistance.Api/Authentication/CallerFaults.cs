using System.Security.Cryptography;
using SocialAssistance.Input;
using SocialAssistance.Privacy;

namespace SocialAssistance.Api.Authentication;

/// <summary>What is wrong with configured callers. Names and ids are told, never a key or a whole hash.</summary>
internal static class CallerFaults
{
    public static IEnumerable<string> Of(IReadOnlyCollection<CallerEntry> entries)
    {
        var alone = entries.SelectMany(OfEntry).ToArray();
        return alone.Length > 0 ? alone : OfAll(entries);
    }

    private static IEnumerable<string> OfEntry(CallerEntry entry)
    {
        if (string.IsNullOrWhiteSpace(entry.Name))
        {
            yield return "A caller has no name.";
        }

        if (entry.Name.StartsWith(TokenCallers.NamePrefix, StringComparison.Ordinal))
        {
            yield return $"Caller '{entry.Name}' is named like a caller with a token; '{TokenCallers.NamePrefix}' is theirs.";
        }

        if (Actor.IsReserved(entry.Name.Trim()))
        {
            yield return $"Caller '{entry.Name}' is named like the system itself or like a department's messages in the audit trail.";
        }

        if (!Roles.All.Contains(entry.Role))
        {
            yield return $"Caller '{entry.Name}' has the unknown role '{entry.Role}'.";
        }

        if (entry.Role == Roles.Department && string.IsNullOrEmpty(entry.Department))
        {
            yield return $"Caller '{entry.Name}' is a department without saying which.";
        }

        if (entry.Role == Roles.Window && entry.Divisions.Count == 0)
        {
            yield return $"Caller '{entry.Name}' is a window without a division.";
        }

        if (entry.Role == Roles.Auditor && entry.Divisions.Count > 0)
        {
            yield return $"Caller '{entry.Name}' is an auditor with divisions; there is one trail for all of them.";
        }

        if (!entry.Divisions.All(d => d is { Length: 6 } && d.All(char.IsAsciiDigit)))
        {
            yield return $"Caller '{entry.Name}' has a division that is not six digits.";
        }

        foreach (var fault in OfKey(entry))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> OfKey(CallerEntry entry)
    {
        foreach (var scope in entry.Scopes.Where(s => !Access.Scopes.All.Contains(s)))
        {
            yield return $"Caller '{entry.Name}' has the unknown scope '{scope}'.";
        }

        if (entry.KeySha256 is not { Length: 2 * SHA256.HashSizeInBytes } || !entry.KeySha256.All(char.IsAsciiHexDigit))
        {
            yield return $"Caller '{entry.Name}' has no SHA-256 of a key.";
        }

        if (!string.IsNullOrEmpty(entry.Id) && (entry.Id.Length > 40 || !entry.Id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
        {
            yield return $"Caller '{entry.Name}' has a key id that is not lower-case letters, digits and hyphens.";
        }

        if (!IsMoment(entry.NotBefore) || !IsMoment(entry.ExpiresAt))
        {
            yield return $"Caller '{entry.Name}': notBefore and expiresAt are moments with their offset, such as 2026-08-03T09:00:00+08:00.";
        }
        else if (Moments.Parse(entry.NotBefore) >= Moments.Parse(entry.ExpiresAt))
        {
            yield return $"Caller '{entry.Name}' has a key that expires before it is good.";
        }
    }

    private static IEnumerable<string> OfAll(IReadOnlyCollection<CallerEntry> entries)
    {
        foreach (var same in entries.GroupBy(e => e.KeySha256, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            yield return $"One and the same key is given more than once: {string.Join(", ", same.Select(e => e.Name).Distinct())}.";
        }

        foreach (var caller in entries.GroupBy(e => e.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            if (caller.GroupBy(CallerKey.IdOf, StringComparer.Ordinal).Any(g => g.Count() > 1))
            {
                yield return $"Caller '{caller.Key}' has two keys of the same id.";
            }

            if (caller.Select(Bound).Distinct().Count() > 1)
            {
                yield return $"Caller '{caller.Key}' has keys of different roles, departments or divisions; those are callers of different names.";
            }
        }
    }

    /// <summary>An empty text is no moment: a key that was meant to end would never do so.</summary>
    private static bool IsMoment(string? text) => text is null || Moments.Parse(text) is not null;

    private static string Bound(CallerEntry entry) =>
        $"{entry.Role} {entry.Department} {string.Join(',', entry.Divisions.Order(StringComparer.Ordinal))}";
}
