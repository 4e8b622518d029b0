using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using SocialAssistance.Guide;
using SocialAssistance.Materials;
using SocialAssistance.Testing.Samples;

namespace SocialAssistance.Benchmarks.Load;

/// <summary>An item with the requests of its department.</summary>
internal sealed record ItemRequests(string Item, RequestTemplate Accept, RequestTemplate Decide);

/// <summary>Every request of a whole eleven-item case. One thread's own.</summary>
internal sealed class CaseRequests
{
    private const string Boundary = "scan-boundary-7d1";
    private const string Json = "application/json";

    private readonly RequestTemplate[] _all;

    /// <summary>Makes the requests.</summary>
    /// <param name="callers">Whose keys they carry.</param>
    /// <param name="guide">Which department decides which item.</param>
    /// <param name="run">Tells the cases of this run from those of others.</param>
    /// <param name="scans">The scans of every case, by the code of their material.</param>
    public CaseRequests(Callers callers, ServiceGuide guide, string run, IReadOnlyDictionary<string, Scan> scans)
    {
        var platform = callers["platform"];
        Submit = new RequestTemplate("POST", "/api/applications", platform, Json, Application(run));
        Progress = new RequestTemplate("GET", $"/api/applications/{Slot.CaseId.Marker()}", platform);
        Uploads = [.. scans.Select(s => Upload(platform, s.Key, s.Value))];
        Items = [.. SampleGuide.ItemCodes.Select(item => Events(callers, guide.Item(item), run))];
        _all = [Submit, Progress, .. Uploads, .. Items.Select(i => i.Accept), .. Items.Select(i => i.Decide)];
    }

    public RequestTemplate Submit { get; }

    public RequestTemplate Progress { get; }

    public ImmutableArray<RequestTemplate> Uploads { get; }

    public ImmutableArray<ItemRequests> Items { get; }

    /// <summary>Makes them the requests of another case, which has no number yet.</summary>
    public void BeginCase(int serial)
    {
        Fill(Slot.Serial, Encoding.ASCII.GetBytes(serial.ToString("000000000", System.Globalization.CultureInfo.InvariantCulture)));
        Fill(Slot.Applicant, Families.Applicant(serial));
        Fill(Slot.Spouse, Families.Spouse(serial));
        Fill(Slot.Child, Families.Child(serial));
    }

    /// <summary>The case has its number.</summary>
    public void Name(ReadOnlySpan<byte> caseId) => Fill(Slot.CaseId, caseId);

    private void Fill(Slot slot, ReadOnlySpan<byte> value)
    {
        foreach (var request in _all)
        {
            request.Fill(slot, value);
        }
    }

    private static byte[] Application(string run)
    {
        var form = SampleForms.All();
        var (applicant, spouse, child) = (form.Applicant.IdNumber.Value, form.Household[0].IdNumber.Value, form.Household[1].IdNumber.Value);
        var json = SampleForms.JsonObject(form);
        json["channel"] = "platform";
        json["externalReference"] = $"bench-{run}-{Slot.Serial.Marker()}";
        return Encoding.UTF8.GetBytes(json.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
            .Replace(applicant, Slot.Applicant.Marker(), StringComparison.Ordinal)
            .Replace(spouse, Slot.Spouse.Marker(), StringComparison.Ordinal)
            .Replace(child, Slot.Child.Marker(), StringComparison.Ordinal));
    }

    private static RequestTemplate Upload(string key, string material, Scan scan)
    {
        var head = $"--{Boundary}\r\nContent-Disposition: form-data; name=\"material\"\r\n\r\n{material}\r\n"
            + $"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{material}{scan.Format.Extension()}\"\r\n"
            + $"Content-Type: {scan.Format.ContentType()}\r\n\r\n";
        return new RequestTemplate(
            "POST",
            $"/api/applications/{Slot.CaseId.Marker()}/materials",
            key,
            $"multipart/form-data; boundary={Boundary}",
            [.. Encoding.ASCII.GetBytes(head), .. scan.Content.Span, .. Encoding.ASCII.GetBytes($"\r\n--{Boundary}--\r\n")]);
    }

    private static ItemRequests Events(Callers callers, AssistanceItem item, string run)
    {
        return new ItemRequests(item.Code, Event("accepted", null), Event("decided", new JsonObject
        {
            ["outcome"] = "granted",
            ["documentNumber"] = $"{run}-{Slot.Serial.Marker()}-{item.Code}",
            ["grants"] = new JsonArray(new JsonObject
            {
                ["kind"] = "救助金",
                ["amount"] = 650,
                ["unit"] = "元/月",
                ["from"] = "2026-09-01",
                ["to"] = "2027-08-31",
            }),
        }));

        RequestTemplate Event(string type, JsonObject? decision)
        {
            var body = new JsonObject
            {
                ["eventId"] = $"{run}-{Slot.Serial.Marker()}-{item.Code}-{type}",
                ["type"] = type,
                ["occurredAt"] = Servers.Installation.Moment,
                ["operator"] = "经办员",
            };
            if (decision is not null)
            {
                body["decision"] = decision;
            }

            var text = body.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            var path = $"/api/departments/{item.Department}/tasks/{Slot.CaseId.Marker()}/{item.Code}/events";
            return new RequestTemplate("POST", path, callers[item.Department], Json, Encoding.UTF8.GetBytes(text));
        }
    }
}
