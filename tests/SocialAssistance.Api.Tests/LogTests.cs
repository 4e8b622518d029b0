using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>What a host logs holds nobody's data, at the finest level and with everything going wrong.</summary>
[Collection(OwnHosts.Name)]
public sealed class LogTests(ApiFixture fixture)
{
    private const string Name = "欧阳某某";
    private const string Phone = "13812345678";
    private const string Address = "某某路八号某某小区";
    private const string FileName = "欧阳的身份证";

    private readonly Target _api = fixture.Api;

    [Fact]
    public async Task A_whole_case_leaves_no_name_number_or_phone_in_the_log()
    {
        var log = fixture.Logs;
        var form = Planted();
        string[] planted = [Name, Phone, Address, FileName, Forms.IdNumberOf(form), (string)form["household"]![0]!["idNumber"]!];
        var caseId = await _api.DispatchAsync(form);
        await GoWrongAsync(form, caseId);
        foreach (var item in Items.All)
        {
            await _api.TaskAsync(caseId, item);
            (await _api.SayAsync(caseId, item, Events.Granted())).Expect(200);
        }

        (await _api.Platform.PostAsync("applications/search", Person(form))).Expect(200)["cases"]!.AsArray().Count.ShouldBe(1);
        (await _api.Department("education").PostAsync("register/comparisons", new JsonObject { ["people"] = new JsonArray(Person(form)) })).Expect(200);

        // The log is there, and so is a trace of the file that went to the quarantine.
        await Poll.UntilAsync(() => Task.FromResult(log.Any(e => e.Contains("quarantine", StringComparison.Ordinal))), "the quarantine is logged");
        foreach (var text in planted)
        {
            log.Where(e => e.Contains(text, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        }
    }

    private async Task GoWrongAsync(JsonObject form, string caseId)
    {
        var platform = _api.Platform;
        (await platform.PostAsync("applications", form.Copy().With(Name, Name))).ExpectFaults();
        (await platform.PostBytesAsync("applications", Encoding.UTF8.GetBytes(form.ToJsonString()[..^5]))).ExpectFaults();
        (await platform.PostAsync("applications", form.Copy().With("township", Address))).ExpectProblem(409, "submission-key-reused");
        (await platform.UploadAsync(caseId, "identity-document", Encoding.UTF8.GetBytes(Name), FileName + ".pdf")).ExpectProblem(415, "scan-unknown-format");
        (await platform.GetAsync("applications/" + Uri.EscapeDataString(Name))).ExpectProblem(404, "case-not-found");
        var incoming = new BlobServiceClient(fixture.Storage).GetBlobContainerClient("incoming").GetBlobClient($"{caseId}/nothing/{FileName}.pdf");
        await incoming.UploadAsync(new BinaryData(CaseSteps.Scan()), TestContext.Current.CancellationToken);
        await Poll.UntilAsync(async () => !await incoming.ExistsAsync(TestContext.Current.CancellationToken), "the file is taken up");
    }

    private static JsonObject Planted()
    {
        var form = Forms.All();
        form["applicant"]!["name"] = Name;
        form["applicant"]!["phone"] = Phone;
        form["applicant"]!["address"] = Address;
        return form;
    }

    private static JsonObject Person(JsonObject form) => new() { ["name"] = Forms.NameOf(form), ["idNumber"] = Forms.IdNumberOf(form) };
}
