using System.Text;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using SocialAssistance.Materials;
using SocialAssistance.Testing.Scans;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>Scans handed in over HTTP.</summary>
public sealed class MaterialUploadTests(ApiFixture fixture)
{
    private const string Material = "identity-document";
    private const int Limit = 20 * 1024 * 1024;
    private readonly Target _api = fixture.Api;

    [Theory]
    [InlineData(ScanFormat.Pdf, "application/pdf")]
    [InlineData(ScanFormat.Jpeg, "image/jpeg")]
    [InlineData(ScanFormat.Png, "image/png")]
    [InlineData(ScanFormat.Ofd, "application/ofd")]
    [InlineData(ScanFormat.Tiff, "image/tiff")]
    public async Task A_scan_is_accepted_and_told_by_its_content(ScanFormat format, string contentType)
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        var scan = SampleScans.Make(format, 20_000);

        // The name says something else than the bytes.
        var reply = await _api.Platform.UploadAsync(caseId, Material, scan, "身份证.doc");
        var answer = reply.Expect(202);
        reply.Headers.Location!.ToString().ShouldBe($"/api/applications/{caseId}");
        ((string)answer["status"]!).ShouldBe("accepted");
        ((string)answer["statusName"]!).ShouldBe("已接收");
        ((string)answer["contentType"]!).ShouldBe(contentType);
        ((string)answer["fileName"]!).ShouldBe("身份证.doc");
        ((string)answer["name"]!).ShouldBe("居民身份证或居民户口簿");
        ((long)answer["size"]!).ShouldBe(scan.Length);
        ((string)answer["materialId"]!).ShouldMatch("^[a-z2-7]{26}$");

        var progress = await _api.ProgressAsync(caseId);
        ((string)progress["status"]!).ShouldBe("in-progress");
        progress["materials"]!.AsArray().Single()!.ToJsonString().ShouldBe(answer.ToJsonString());
    }

    [Fact]
    public async Task The_same_bytes_again_are_the_same_material()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical, Items.Veteran));
        var scan = CaseSteps.Scan();
        var first = (await _api.Platform.UploadAsync(caseId, Material, scan)).Expect(202);
        var again = (await _api.Platform.UploadAsync(caseId, Material, scan, "another-name.png")).Expect(202);
        again.ToJsonString().ShouldBe(first.ToJsonString());
        var other = (await _api.Platform.UploadAsync(caseId, "other", scan)).Expect(202);
        ((string)other["materialId"]!).ShouldNotBe((string)first["materialId"]!);
        (await _api.ProgressAsync(caseId))["materials"].Texts("material").ShouldBe([Material, "other"]);
    }

    [Fact]
    public async Task Each_scan_shortens_the_notice_and_the_last_dispatches()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Housing));
        await UploadAsync("family-property-proof");
        (await _api.ProgressAsync(caseId))["missingMaterials"].Texts("material").ShouldBe([Material, "marital-status-proof"]);
        await UploadAsync(Material);
        await UploadAsync("marital-status-proof");
        var progress = await _api.ProgressAsync(caseId);
        progress["missingMaterials"]!.AsArray().ShouldBeEmpty();
        ((string)progress.Item(Items.Housing)["status"]!).ShouldBe("dispatched");
        (await _api.TimelineAsync(caseId)).ShouldBe(
            ["submitted", "materials-missing", "material-accepted", "material-accepted", "material-accepted", "case-accepted", "dispatched"]);

        async Task UploadAsync(string material) => (await _api.Platform.UploadAsync(caseId, material, CaseSteps.Scan())).Expect(202);
    }

    [Fact]
    public async Task What_is_no_scan_is_refused_with_its_reason_and_not_kept()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        (await UploadAsync(Encoding.UTF8.GetBytes("just a text"))).ExpectProblem(415, "scan-unknown-format");
        (await UploadAsync("MZ\0\0 a program"u8.ToArray())).ExpectProblem(415, "scan-unknown-format");
        (await UploadAsync([])).ExpectFaults().ShouldBe(["/file scan-empty"]);
        (await UploadAsync(SampleScans.Pdf(20_000)[..^6000])).ExpectFaults().ShouldBe(["/file scan-truncated"]);
        (await UploadAsync(SampleScans.Jpeg(20_000)[..^6000])).ExpectFaults().ShouldBe(["/file scan-truncated"]);
        (await UploadAsync(Encrypted())).ExpectFaults().ShouldBe(["/file scan-encrypted"]);
        (await _api.ProgressAsync(caseId))["materials"]!.AsArray().ShouldBeEmpty();

        Task<Reply> UploadAsync(byte[] scan) => _api.Platform.UploadAsync(caseId, Material, scan, "scan.pdf");
    }

    [Fact]
    public async Task Twenty_megabytes_are_taken_and_a_byte_more_is_not()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        (await _api.Platform.UploadAsync(caseId, Material, new byte[Limit + 1])).ExpectProblem(413, "scan-too-large");
        (await _api.Platform.UploadAsync(caseId, Material, SampleScans.Pdf(Limit))).Expect(202);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_far_too_large_is_refused_whether_it_says_so_or_not(bool chunked)
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        var form = new MultipartFormDataContent
        {
            { new StringContent(Material), "material" },
            { new ByteArrayContent(new byte[Limit + (1024 * 1024)]), "file", "large.png" },
        };
        var request = new HttpRequestMessage(HttpMethod.Post, $"applications/{caseId}/materials") { Content = form };
        request.Headers.TransferEncodingChunked = chunked ? true : null;
        (await _api.Platform.SendAsync(request)).ExpectProblem(413, "scan-too-large");
    }

    [Fact]
    public async Task Unknown_things_are_not_found_or_refused()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        (await _api.Platform.UploadAsync(caseId, "nothing", CaseSteps.Scan())).ExpectFaults().ShouldBe(["/material material-unknown"]);
        (await _api.Platform.UploadAsync("20260803-640104-000000000000", Material, CaseSteps.Scan())).ExpectProblem(404, "case-not-found");
        (await _api.Platform.PostAsync($"applications/{caseId}/withdrawal")).Expect(200);
        (await _api.Platform.UploadAsync(caseId, Material, CaseSteps.Scan())).ExpectProblem(409, "case-closed");
    }

    [Fact]
    public async Task Missing_doubled_and_unknown_parts_are_told_at_once()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        (await PostAsync(new MultipartFormDataContent { { new StringContent("x"), "note" } }))
            .ExpectFaults().ShouldBe(["/file required", "/material required", "/note unknown-field"]);
        (await PostAsync(new MultipartFormDataContent { { new StringContent("x"), "note" }, { new StringContent(Material), "material" } }))
            .ExpectFaults().ShouldBe(["/file required", "/note unknown-field"]);
        (await PostAsync(new MultipartFormDataContent
        {
            { new StringContent(Material), "material" },
            { new ByteArrayContent(CaseSteps.Scan()), "file", "1.png" },
            { new ByteArrayContent(CaseSteps.Scan()), "file", "2.png" },
        })).ExpectFaults().ShouldBe(["/file unknown-field"]);

        Task<Reply> PostAsync(MultipartFormDataContent form) =>
            _api.Platform.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"applications/{caseId}/materials") { Content = form });
    }

    [Theory]
    [InlineData("multipart/form-data", "", 415)]
    [InlineData("multipart/form-data; boundary=x", "", 422)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\n", 422)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nno end", 422)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition\r\n\r\n\r\n--x--", 422)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\n\r\nnameless\r\n--x--\r\n", 422)]
    [InlineData("application/json", "{}", 415)]
    [InlineData("application/octet-stream", "bytes", 415)]
    public async Task A_broken_upload_breaks_nothing(string contentType, string body, int status)
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        var reply = await _api.Platform.PostBytesAsync($"applications/{caseId}/materials", Encoding.UTF8.GetBytes(body), contentType);
        reply.Expect(status);
        ((string?)reply.Body["code"]).ShouldNotBeNull();
        (await _api.ProgressAsync(caseId))["materials"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_name_steers_no_reader()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        var answer = (await _api.Platform.UploadAsync(caseId, Material, CaseSteps.Scan(), "..\\..\\身份\u202egnp.exe")).Expect(202);
        ((string)answer["fileName"]!).ShouldBe("身份gnp.exe");
    }

    private static byte[] Encrypted()
    {
        var text = Encoding.Latin1.GetString(SampleScans.Pdf(20_000));
        var at = text.LastIndexOf("trailer", StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(text[..at] + text[at..].Replace("<<", "<< /Encrypt << /Filter /Standard /V 2 /R 3 /O (x) /U (y) /P -1 >>", StringComparison.Ordinal));
    }
}
