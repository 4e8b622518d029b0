using System.Text;
using Azure.Storage.Blobs;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using SocialAssistance.Materials;
using SocialAssistance.Testing.Scans;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>Scans that a window scanner writes straight into the container <c>incoming</c>.</summary>
[Collection(OwnHosts.Name)]
public sealed class IncomingFileTests(ApiFixture fixture)
{
    private const string Material = "identity-document";
    private readonly Target _api = fixture.Api;
    private readonly BlobServiceClient _storage = new(fixture.Storage);

    private BlobContainerClient Incoming => _storage.GetBlobContainerClient("incoming");

    [Fact]
    public async Task A_scan_is_taken_up_and_completes_the_case()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        await WriteAsync($"{caseId}/{Material}/身份证.jpg", SampleScans.Jpeg(30_000));
        var progress = await _api.ProgressAsync(caseId);
        ((string)progress["status"]!).ShouldBe("in-progress");
        var scan = progress["materials"]!.AsArray().Single()!;
        ((string)scan["status"]!).ShouldBe("accepted");
        ((string)scan["fileName"]!).ShouldBe("身份证.jpg");
        ((string)scan["contentType"]!).ShouldBe("image/jpeg");
        (await ExistsAsync("materials", $"{caseId}/{(string)scan["materialId"]!}")).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_no_scan_goes_to_the_quarantine_and_the_case_says_so()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        await WriteAsync($"{caseId}/{Material}/notes.pdf", "just a text"u8.ToArray());
        var scan = (await _api.ProgressAsync(caseId))["materials"]!.AsArray().Single()!;
        ((string)scan["status"]!).ShouldBe("rejected");
        ((string)scan["reason"]!).ShouldBe("文件格式不支持，请提供PDF、JPG、PNG、OFD或TIFF文件");
        (await ExistsAsync("quarantine", $"{caseId}/{(string)scan["materialId"]!}")).ShouldBeTrue();
        (await _api.TimelineAsync(caseId)).ShouldContain("material-rejected");
    }

    [Fact]
    public async Task What_is_too_large_goes_to_the_quarantine_and_the_case_says_so()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        await WriteAsync($"{caseId}/{Material}/large.pdf", new byte[(20 * 1024 * 1024) + 1]);
        var scan = (await _api.ProgressAsync(caseId))["materials"]!.AsArray().Single()!;
        ((string)scan["status"]!).ShouldBe("rejected");
        ((string)scan["reason"]!).ShouldContain("20MB");
        (await QuarantinedAsync($"{caseId}/{Material}/large.pdf")).ShouldBeTrue();
    }

    [Fact]
    public async Task What_no_case_can_take_goes_to_the_quarantine()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        var closed = await _api.FileAsync(Forms.For(Items.Medical));
        (await _api.Platform.PostAsync($"applications/{closed}/withdrawal")).Expect(200);
        var run = Guid.NewGuid().ToString("N");
        string[] names =
        [
            $"20260803-640104-000000000000/{Material}/{run}.png", $"{caseId}/nothing/{run}.png", $"{closed}/{Material}/{run}.png", $"{run}.png",
        ];
        await Task.WhenAll(names.Select(n => WriteAsync(n, CaseSteps.Scan())));
        foreach (var name in names)
        {
            (await QuarantinedAsync(name)).ShouldBeTrue(name);
        }

        (await _api.ProgressAsync(caseId))["materials"]!.AsArray().ShouldBeEmpty();
        (await _api.ProgressAsync(closed))["materials"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_name_steers_no_reader()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        await WriteAsync($"{caseId}/{Material}/身份\u202egnp.exe", CaseSteps.Scan());
        (await _api.ProgressAsync(caseId))["materials"].Texts("fileName").ShouldBe(["身份gnp.exe"]);
    }

    /// <summary>Writes a file as a scanner does and waits until it is taken up.</summary>
    private async Task WriteAsync(string name, byte[] content)
    {
        var blob = Incoming.GetBlobClient(name);
        await blob.UploadAsync(new BinaryData(content), TestContext.Current.CancellationToken);
        await Poll.UntilAsync(async () => !await blob.ExistsAsync(TestContext.Current.CancellationToken), "the file is taken up");
    }

    private async Task<bool> ExistsAsync(string container, string name) =>
        await _storage.GetBlobContainerClient(container).GetBlobClient(name).ExistsAsync(TestContext.Current.CancellationToken);

    private async Task<bool> QuarantinedAsync(string incomingName)
    {
        await foreach (var blob in _storage.GetBlobContainerClient("quarantine").GetBlobsAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            if (blob.Name.Contains('/' + MaterialId.From("incoming", Encoding.UTF8.GetBytes(incomingName)) + '.', StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
