using System.Collections.Immutable;
using SocialAssistance.Guide;
using SocialAssistance.Storage.Webhooks;

namespace SocialAssistance.Storage.Messages;

/// <summary>A department that may send decisions by message, and how its messages are known.</summary>
/// <param name="Department">Code of the department.</param>
/// <param name="Secrets">One secret, or two while it is changed.</param>
/// <param name="Divisions">Counties, prefectures or the region whose cases it may speak of; empty means all.</param>
public sealed record DecisionSender(string Department, ImmutableArray<WebhookSecret> Secrets, ImmutableArray<string> Divisions)
{
    private const int DivisionDigits = 6;

    /// <summary>Reads a sender from settings.</summary>
    /// <param name="department">Code of the department.</param>
    /// <param name="setting">Gives a setting of the department by its name, or null: <c>Secret</c>, <c>PreviousSecret</c>,
    /// <c>Divisions</c> (codes of six digits, commas between them).</param>
    /// <param name="faults">Takes what is wrong, by the setting's name and never by its value.</param>
    /// <returns>Null when anything is wrong.</returns>
    public static DecisionSender? Read(string department, Func<string, string?> setting, ICollection<(string Setting, string Fault)> faults)
    {
        ArgumentNullException.ThrowIfNull(setting);
        ArgumentNullException.ThrowIfNull(faults);
        var before = faults.Count;
        var secrets = WebhookSecrets.Read(setting, faults);

        // A list that names nobody must not be read like none, which means all.
        ImmutableArray<string> divisions = setting("Divisions") is { Length: > 0 } listed ? [.. listed.Split(',', StringSplitOptions.TrimEntries)] : [];
        if (divisions.Any(d => d.Length != DivisionDigits || !d.All(char.IsAsciiDigit)))
        {
            faults.Add(("Divisions", "is a list of codes of six digits"));
        }

        return faults.Count == before ? new DecisionSender(department, secrets, divisions) : null;
    }

    /// <summary>Whether it may speak of cases of a county.</summary>
    internal bool Covers(string county) => Divisions.IsEmpty || Divisions.Any(d => ServiceGuide.Covers(d, county));
}
