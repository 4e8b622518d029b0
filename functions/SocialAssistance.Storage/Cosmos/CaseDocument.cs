using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using SocialAssistance.Cases;
using SocialAssistance.Departments;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>
/// Under what a case was filed: written once and carried along by every later write, until the case is anonymised and found
/// by none of it any more.
/// </summary>
/// <param name="Keys">Its submission keys.</param>
/// <param name="Digest">Digest of what was submitted.</param>
/// <param name="ApplicantKey">The applicant's key.</param>
internal sealed record Filing(IReadOnlyList<string> Keys, string Digest, string ApplicantKey)
{
    /// <summary>What of it the next version of the case is filed under.</summary>
    public Filing After(Case previous, Case next) =>
        next.AnonymisedAt is not null ? new Filing([], "", "")
        : next.People is [var applicant, ..] && previous.People is [var before, ..] && applicant.Keys[0] != before.Keys[0]
            ? this with { ApplicantKey = applicant.Keys[0] }
            : this;
}

/// <summary>What stands in a case's document beside the case.</summary>
/// <param name="Kind"><see cref="CaseDocument.OfCase"/> or <see cref="CaseDocument.Void"/>.</param>
/// <param name="Version">Version of the case.</param>
/// <param name="WriteId">Made by whoever wrote it, anew for each write: tells an own write that was answered twice.</param>
/// <param name="Keys">Its submission keys.</param>
/// <param name="Digest">Digest of what was submitted.</param>
/// <param name="ApplicantKey">The applicant's key.</param>
internal sealed record CaseHead(
    string Kind, long Version, string? WriteId, IReadOnlyList<string>? Keys, string? Digest, string? ApplicantKey)
{
    /// <summary>ETag it was read with.</summary>
    public string ETag { get; init; } = "";

    /// <summary>Whether no case may ever be kept under this number.</summary>
    public bool IsVoid => Kind == CaseDocument.Void;

    /// <summary>Whether a submission key leads to it: not to a tombstone, and not to a case that was anonymised.</summary>
    public bool IsFiled => !IsVoid && Keys is not (null or { Count: 0 });

    public Filing Filing => new(Keys ?? [], Digest ?? "", ApplicantKey ?? "");
}

/// <summary>
/// The one document of a case: the case as every store writes it, and beside it what it is found by. A tombstone has the
/// number and the kind only, so that no query finds it.
/// </summary>
internal static class CaseDocument
{
    /// <summary>Kind of a document that is a case.</summary>
    public const string OfCase = "case";

    /// <summary>Kind of a tombstone.</summary>
    public const string Void = "void";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a case's document.</summary>
    public static byte[] Write(Case @case, Filing filing, string writeId)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Readable))
        {
            json.WriteStartObject();
            WriteIdentity(json, @case.CaseId, OfCase);
            json.WriteNumber("version", @case.Version);
            json.WriteString("writeId", writeId);
            json.WriteString("status", Codes.Of(@case.Status));
            json.WriteString("division", @case.Form.Division);
            json.WriteNumber("submittedAt", @case.SubmittedAt.ToUnixTimeMilliseconds());
            if (@case.WakeAt is { } wakeAt)
            {
                json.WriteNumber("wakeAt", wakeAt.MillisecondsUp());
            }

            if (@case.ErasableFrom is { } erasableFrom)
            {
                json.WriteNumber("erasableFrom", erasableFrom.MillisecondsUp());
            }

            json.WriteString("applicantKey", filing.ApplicantKey);
            json.WriteString("digest", filing.Digest);
            json.WriteStartArray("keys");
            foreach (var key in filing.Keys)
            {
                json.WriteStringValue(key);
            }

            json.WriteEndArray();
            var rows = WorkListIndex.Of(@case).ToDictionary(r => WorkEntry.NameOf(r.Item));
            json.WritePropertyName("workList");
            JsonSerializer.Serialize(
                json, rows.ToDictionary(r => r.Key, r => WorkEntry.Of(r.Value)), CosmosJson.Default.DictionaryStringWorkEntry);
            json.WritePropertyName("rows");
            JsonSerializer.Serialize(json, rows, CosmosJson.Default.DictionaryStringWorkListRow);
            json.WritePropertyName("case");
            json.WriteRawValue(CaseJson.Write(@case), skipInputValidation: true);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Writes a tombstone: no case will ever be kept under this number.</summary>
    public static byte[] WriteVoid(string caseId)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            WriteIdentity(json, caseId, Void);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Reads what stands beside the case.</summary>
    /// <exception cref="JsonException">It is no document of a case.</exception>
    public static CaseHead ReadHead(Stream content, string etag) =>
        (JsonSerializer.Deserialize(content, CosmosJson.Default.CaseHead) ?? throw new JsonException("A stored case is null.")) with { ETag = etag };

    /// <summary>Reads all of it; the case is null in a tombstone.</summary>
    /// <exception cref="JsonException">It is no document of a case.</exception>
    public static (CaseHead Head, Case? Case) Read(Stream content, string etag)
    {
        using var document = JsonDocument.Parse(content);
        var head = (document.RootElement.Deserialize(CosmosJson.Default.CaseHead) ?? throw new JsonException("A stored case is null.")) with { ETag = etag };
        return head.IsVoid
            ? (head, null)
            : (head, CaseJson.Read(JsonMarshal.GetRawUtf8Value(document.RootElement.GetProperty("case"))));
    }

    private static void WriteIdentity(Utf8JsonWriter json, string caseId, string kind)
    {
        json.WriteString("id", caseId);
        json.WriteString("caseId", caseId);
        json.WriteString("kind", kind);
    }
}
