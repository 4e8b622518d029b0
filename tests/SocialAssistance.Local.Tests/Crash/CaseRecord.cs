using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using SocialAssistance.Applications;
using SocialAssistance.Testing.Samples;

namespace SocialAssistance.Local.Tests.Crash;

/// <summary>What the clients know of one case: all that the host has answered for, and nothing that it has not.</summary>
internal sealed class CaseRecord
{
    public CaseRecord(int number, bool keyed)
    {
        Number = number;
        Form = SampleForms.All(number) with { ExternalReference = string.Create(CultureInfo.InvariantCulture, $"CRASH-{number:00000}") };
        Key = keyed ? Guid.NewGuid().ToString() : null;
    }

    /// <summary>Number of the application among those of the test.</summary>
    public int Number { get; }

    /// <summary>The application; of one applicant there is just one.</summary>
    public ApplicationForm Form { get; }

    /// <summary>Its idempotency key, if the client uses one.</summary>
    public string? Key { get; }

    /// <summary>Number of the case, once answered.</summary>
    public string CaseId { get; set; } = "";

    /// <summary>Scans answered 202.</summary>
    public ConcurrentBag<FiledScan> Scans { get; } = [];

    /// <summary>Materials written to the incoming area, which nobody answers for until the case names them.</summary>
    public ConcurrentBag<string> Incoming { get; } = [];

    /// <summary>Department events that were answered, whatever the answer.</summary>
    public ConcurrentBag<SaidEvent> Events { get; } = [];

    /// <summary>Items whose withdrawal was answered 200.</summary>
    public ConcurrentBag<string> Withdrawn { get; } = [];

    /// <summary>Decisions answered 200, in order for each item.</summary>
    public IEnumerable<SaidEvent> Decisions(string item) => Events
        .Where(e => e.Item == item && e.Type is "decided" or "revised" && e.Status == HttpStatusCode.OK)
        .OrderBy(e => e.Order);
}

/// <summary>A scan answered 202.</summary>
internal sealed record FiledScan(string MaterialId, string Material, byte[] Content);

/// <summary>A department event that was answered.</summary>
/// <param name="Department">Who said it.</param>
/// <param name="Item">Of which item.</param>
/// <param name="Type">Its type.</param>
/// <param name="Order">Its place among the department's events of the item.</param>
/// <param name="Body">What was sent.</param>
/// <param name="Status">What was answered.</param>
/// <param name="Text">The body of the answer.</param>
internal sealed record SaidEvent(string Department, string Item, string Type, int Order, JsonNode Body, HttpStatusCode Status, string Text)
{
    public string? DocumentNumber => (string?)Body["decision"]?["documentNumber"];
}
