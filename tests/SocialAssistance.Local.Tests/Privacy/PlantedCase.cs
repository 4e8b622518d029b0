using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Shouldly;
using SocialAssistance.Local.Tests.Hosting;
using SocialAssistance.Materials;
using SocialAssistance.Storage.Blobs;
using SocialAssistance.Testing.Scans;

namespace SocialAssistance.Local.Tests.Privacy;

/// <summary>Plays the case of a planted family through the API: everything that anybody can say of it is said.</summary>
internal sealed class PlantedCase(Uri address, IReadOnlyList<ApiKey> keys, string storage, CancellationToken cancellationToken) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(address, "/api/") };
    private int _said;
    private int _scans;
    private string _caseId = "";

    public PlantedFamily Family { get; } = new();

    /// <summary>Number of the case, once it is open.</summary>
    public string CaseId => _caseId;

    public void Dispose() => _http.Dispose();

    public async Task PlayAsync()
    {
        var opened = (await SendAsync("platform", HttpMethod.Post, "applications", Family.Form, HttpStatusCode.Created))!;
        _caseId = (string)opened["caseId"]!;
        await SendAsync("platform", HttpMethod.Post, "applications", Family.Form, HttpStatusCode.OK);
        await AskWronglyAsync();
        await SearchAsync();
        foreach (var material in opened["missingMaterials"]!.AsArray().Select(m => (string)m!["material"]!))
        {
            await UploadAsync(material);
        }

        await DropRefusedAsync();
        await ToAsync("temporary-assistance", "supplement-requested", ("supplement", new JsonObject
        {
            ["materials"] = new JsonArray("other"),
            ["message"] = Family.Text("supplement/message"),
            ["answerBy"] = "2026-08-20",
        }));
        await UploadAsync("other");
        await ToAsync("minimum-living-allowance", "accepted", ("note", Family.Text("accepted/note")));
        await ToAsync("minimum-living-allowance", "progressed", ("note", Family.Text("progressed/note")));
        await ToAsync("minimum-living-allowance", "decided", ("decision", Granted("first")));
        await ToAsync("minimum-living-allowance", "revised", ("decision", Granted("second")), ("note", Family.Text("revised/note")));
        await ToAsync("medical-assistance", "decided", ("decision", new JsonObject
        {
            ["outcome"] = "denied",
            ["documentNumber"] = "示救〔2026〕9号",
            ["reason"] = Family.Text("decision/reason"),
            ["legalBasis"] = Family.Text("decision/legalBasis"),
            ["remedy"] = Family.Text("decision/remedy"),
        }));
        await ToAsync("housing-assistance", "not-accepted", ("note", Family.Text("not-accepted/note")));
        var withdrawal = new JsonObject { ["items"] = new JsonArray("student-loan"), ["reason"] = Family.Text("withdrawal/reason") };
        await SendAsync("platform", HttpMethod.Post, $"applications/{_caseId}/withdrawal", withdrawal, HttpStatusCode.OK);
        await RegisterAsync();
        await ReadAllAsync();
        await CorrectAsync();
    }

    /// <summary>What is refused has personal data in it too.</summary>
    private async Task AskWronglyAsync()
    {
        var wrong = Family.Form.DeepClone().AsObject();
        wrong["applicant"]!["phone"] = Family.Text("wrong/phone");
        wrong[Family.Text("wrong/member")] = Family.Text("wrong/value");
        await SendAsync("platform", HttpMethod.Post, "applications", wrong, HttpStatusCode.UnprocessableEntity);
        var other = Family.Form.DeepClone().AsObject();
        other["applicant"]!["address"] = Family.Text("other/address");
        await SendAsync("platform", HttpMethod.Post, "applications", other, HttpStatusCode.Conflict);
    }

    private async Task SearchAsync()
    {
        var query = new JsonObject { ["name"] = Family["form/applicant/name"], ["idNumber"] = Family["form/applicant/idNumber"] };
        var found = (await SendAsync("platform", HttpMethod.Post, "applications/search", query, HttpStatusCode.OK))!;
        found["cases"]!.AsArray().Select(c => (string)c!["caseId"]!).ShouldBe([_caseId]);
        var nobody = new JsonObject { ["name"] = Family.Text("search/name"), ["idNumber"] = Family.Number("search/idNumber") };
        await SendAsync("platform", HttpMethod.Post, "applications/search", nobody, HttpStatusCode.OK);
    }

    private async Task RegisterAsync()
    {
        var entry = new JsonObject
        {
            ["category"] = "minimum-living-allowance",
            ["name"] = Family.Text("register/name"),
            ["idNumber"] = Family.Number("register/idNumber"),
            ["documentNumber"] = "示救〔2026〕10号",
            ["division"] = "640104",
            ["validFrom"] = "2026-01-01",
        };
        var people = new JsonArray(new JsonObject { ["idNumber"] = Family["register/idNumber"], ["name"] = Family["register/name"] });
        await SendAsync("civil-affairs", HttpMethod.Put, "register/recognitions", new JsonObject { ["entries"] = new JsonArray(entry) }, HttpStatusCode.OK);
        var compared = (await SendAsync("education", HttpMethod.Post, "register/comparisons", new JsonObject { ["people"] = people }, HttpStatusCode.OK))!;
        compared.ToJsonString().ShouldContain("minimum-living-allowance");
    }

    /// <summary>What was planted is shown to those who may see it: it is there, and not lost.</summary>
    private async Task ReadAllAsync()
    {
        var progress = (await GetAsync("platform", $"applications/{_caseId}"))!;
        var timeline = (await GetAsync("platform", $"applications/{_caseId}/timeline"))!;
        var task = (await GetAsync("medical-insurance", $"departments/medical-insurance/tasks/{_caseId}/medical-assistance"))!;
        Texts(progress).ShouldContain(Family["form/externalReference"]);
        Texts(timeline).ShouldContain(Family["withdrawal/reason"]);
        Texts(timeline).ShouldContain(Family["supplement/message"]);
        Texts(task).ShouldContain(Family["decision/remedy"]);
    }

    /// <summary>What was wrong stays as evidence beside what is right, and whoever it is of may have all of it.</summary>
    private async Task CorrectAsync()
    {
        var fields = new JsonObject
        {
            ["/applicant/name"] = Family.Text("correction/name"),
            ["/applicant/idNumber"] = Family.Number("correction/idNumber"),
            ["/applicant/phone"] = Family.Phone("correction/phone"),
            ["/applicant/address"] = Family.Text("correction/address"),
            ["/household/0/condition"] = Family.Text("correction/condition"),
        };
        var body = new JsonObject { ["correctionId"] = "correction-1", ["reason"] = Family.Text("correction/reason"), ["fields"] = fields };
        await SendAsync("platform", HttpMethod.Post, $"applications/{_caseId}/corrections", body, HttpStatusCode.OK);
        body["reason"] = Family.Text("correction/otherReason");
        await SendAsync("platform", HttpMethod.Post, $"applications/{_caseId}/corrections", body, HttpStatusCode.Conflict);
        var person = new JsonObject { ["name"] = Family["correction/name"], ["idNumber"] = Family["correction/idNumber"], ["reason"] = "self" };
        var export = (await SendAsync("platform", HttpMethod.Post, "privacy/exports", person, HttpStatusCode.OK))!;
        Texts(export).ShouldContain(Family["form/township"]);
        Texts(export).ShouldContain(Family["correction/address"]);
    }

    private async Task UploadAsync(string material)
    {
        var number = ++_scans;
        using var content = new MultipartFormDataContent
        {
            { new StringContent(material), "material" },
            { new ByteArrayContent(SampleScans.Make(ScanFormat.Png, SampleScans.MinBytes, number)), "file", Family.Text($"scan/{number}/fileName") + ".png" },
        };
        await SendAsync("platform", HttpMethod.Post, $"applications/{_caseId}/materials", content, HttpStatusCode.Accepted);
    }

    /// <summary>A window scanner leaves something that is no scan. Its name is the storage's own, which does not hide it.</summary>
    private async Task DropRefusedAsync()
    {
        var blob = new BlobServiceClient(storage).GetBlobContainerClient(BlobMaterialStore.IncomingContainer).GetBlobClient($"{_caseId}/other/no-scan.png");
        await blob.UploadAsync(new BinaryData("not a scan"), overwrite: true, cancellationToken);
        await Poll.UntilAsync(
            async () => (await GetAsync("platform", $"applications/{_caseId}"))!["materials"]!.AsArray()
                .Any(m => (string?)m!["status"] == "rejected"),
            TimeSpan.FromSeconds(60),
            "the refused scan stands in the case",
            cancellationToken);
    }

    private JsonObject Granted(string which) => new()
    {
        ["outcome"] = "granted",
        ["documentNumber"] = $"示救〔2026〕{which}",
        ["grants"] = new JsonArray(new JsonObject
        {
            ["kind"] = Family.Text($"grant/{which}/kind"),
            ["amount"] = Family.Amount($"grant/{which}/amount"),
            ["unit"] = Family.Text($"grant/{which}/unit"),
            ["from"] = "2026-08-01",
        }),
        ["reason"] = Family.Text($"grant/{which}/reason"),
    };

    private async Task ToAsync(string item, string type, params (string Name, JsonNode Value)[] more)
    {
        var number = ++_said;
        var body = new JsonObject
        {
            ["eventId"] = string.Create(CultureInfo.InvariantCulture, $"event-{number}"),
            ["type"] = type,
            ["occurredAt"] = HostSettings.Rehearsal,
            ["operator"] = Family.Text(string.Create(CultureInfo.InvariantCulture, $"event/{number}/operator")),
        };
        foreach (var (name, value) in more)
        {
            body[name] = value;
        }

        var department = item switch
        {
            "medical-assistance" => "medical-insurance",
            "housing-assistance" => "housing-construction",
            _ => "civil-affairs",
        };
        await SendAsync(department, HttpMethod.Post, $"departments/{department}/tasks/{_caseId}/{item}/events", body, HttpStatusCode.OK);
    }

    private static IEnumerable<string> Texts(JsonNode? json) => json switch
    {
        JsonObject all => all.SelectMany(m => Texts(m.Value)),
        JsonArray all => all.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private Task<JsonNode?> GetAsync(string caller, string path) => SendAsync(caller, HttpMethod.Get, path, (HttpContent?)null, HttpStatusCode.OK);

    private Task<JsonNode?> SendAsync(string caller, HttpMethod method, string path, JsonNode body, HttpStatusCode expected) =>
        SendAsync(caller, method, path, JsonContent.Create(body), expected);

    private async Task<JsonNode?> SendAsync(string caller, HttpMethod method, string path, HttpContent? body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body };
        request.Headers.Add("X-Api-Key", keys.Single(k => k.Name == caller).Key);
        using var response = await _http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        response.StatusCode.ShouldBe(expected, $"{method} {path}: {text}");
        return JsonNode.Parse(text);
    }
}
