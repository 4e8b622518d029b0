using System.Globalization;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Materials;
using SocialAssistance.Storage.Blobs;
using SocialAssistance.Testing.Azurite;
using SocialAssistance.Testing.Scans;
using Xunit;

namespace SocialAssistance.Storage.Tests.Blobs;

public sealed class BlobMaterialStoreTests(AzuriteFixture azurite, ITestOutputHelper output)
    : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly BlobMaterialStore store = BlobMaterialStore.Connect(azurite.ConnectionString);
    private readonly BlobServiceClient account = new(azurite.ConnectionString);
    private readonly string caseId = CaseIds.New("640104", DateTimeOffset.UnixEpoch);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        output.WriteLine(azurite.Origin);
        await store.InitializeAsync(Cancel);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Initializing_again_changes_nothing()
    {
        await store.KeepAsync(caseId, "m1", "image/png", new byte[] { 1 }, Cancel);
        await store.InitializeAsync(Cancel);
        (await ReadKeptAsync("m1")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_kept_scan_is_read_back_with_its_content_type()
    {
        var scan = SampleScans.Pdf(300_000);
        await store.KeepAsync(caseId, "m1", "application/pdf", scan, Cancel);
        (await ReadKeptAsync("m1"))!.SequenceEqual(scan).ShouldBeTrue();
        var properties = await Kept("m1").GetPropertiesAsync(cancellationToken: Cancel);
        properties.Value.ContentType.ShouldBe("application/pdf");
    }

    [Fact]
    public async Task Keeping_the_same_scan_again_changes_nothing()
    {
        for (var i = 0; i < 2; i++)
        {
            await store.KeepAsync(caseId, "m1", "image/png", new byte[] { 1, 2 }, Cancel);
        }

        (await ReadKeptAsync("m1")).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Keeping_takes_one_request_even_for_the_largest_scan()
    {
        var requests = new CountRequests();
        var options = new BlobClientOptions();
        options.AddPolicy(requests, HttpPipelinePosition.PerRetry);
        var counted = new BlobMaterialStore(new BlobServiceClient(azurite.ConnectionString, options));
        await counted.KeepAsync(caseId, "m1", "image/png", new byte[ScanInspector.MaxBytes], Cancel);
        requests.Count.ShouldBe(1);
        (await ReadKeptAsync("m1"))!.Length.ShouldBe(ScanInspector.MaxBytes);
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_deleting_it_is_nothing()
    {
        (await store.OpenAsync(caseId, "none", Cancel)).ShouldBeNull();
        (await store.ReadQuarantinedAsync(caseId, "none", Cancel)).ShouldBeNull();
        (await store.ReadIncomingAsync($"{caseId}/none", 10, Cancel)).ShouldBeNull();
        await store.DeleteQuarantinedAsync(caseId, "none", Cancel);
        await store.DeleteIncomingAsync(new IncomingFile($"{caseId}/none", 1, DateTimeOffset.UtcNow, "\"0x1\""), Cancel);
        await store.QuarantineIncomingAsync($"{caseId}/none", Cancel);
    }

    [Fact]
    public async Task A_quarantined_scan_is_apart_from_the_accepted_ones()
    {
        await store.QuarantineAsync(caseId, "m1", "image/png", new byte[] { 7 }, Cancel);
        (await store.OpenAsync(caseId, "m1", Cancel)).ShouldBeNull();
        (await store.ReadQuarantinedAsync(caseId, "m1", Cancel))!.Value.ToArray().ShouldBe([7]);
        await store.DeleteQuarantinedAsync(caseId, "m1", Cancel);
        (await store.ReadQuarantinedAsync(caseId, "m1", Cancel)).ShouldBeNull();
    }

    [Theory]
    [InlineData("../m1")]
    [InlineData("a/b")]
    [InlineData("")]
    public async Task Ids_that_would_lead_elsewhere_are_refused(string materialId)
    {
        await Should.ThrowAsync<ArgumentException>(() => store.KeepAsync(caseId, materialId, "image/png", new byte[] { 1 }, Cancel));
        await Should.ThrowAsync<ArgumentException>(() => store.OpenAsync(caseId, materialId, Cancel));
    }

    [Fact]
    public async Task Incoming_files_are_listed_read_and_removed()
    {
        var before = DateTimeOffset.UtcNow.AddMinutes(-1);
        var name = await WriteIncomingAsync("户口簿 1.jpg", [1, 2, 3]);
        var listed = (await store.ListIncomingAsync(1000, Cancel)).Single(f => f.Name == name);
        listed.Size.ShouldBe(3);
        listed.WrittenAt.Offset.ShouldBe(TimeSpan.Zero);
        listed.WrittenAt.ShouldBeGreaterThan(before);
        (await store.ReadIncomingAsync(name, 3, Cancel))!.Value.ToArray().ShouldBe([1, 2, 3]);
        (await store.ReadIncomingAsync(name, 2, Cancel)).ShouldBeNull();
        await store.DeleteIncomingAsync(listed, Cancel);
        (await store.ReadIncomingAsync(name, 3, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_file_written_anew_after_it_was_listed_is_not_removed_with_the_old_one()
    {
        var name = await WriteIncomingAsync("scan.png", [1]);
        var listed = (await store.ListIncomingAsync(1000, Cancel)).Single(f => f.Name == name);
        await WriteIncomingAsync("scan.png", [2, 3]);
        await store.DeleteIncomingAsync(listed, Cancel);
        (await store.ReadIncomingAsync(name, 10, Cancel))!.Value.ToArray().ShouldBe([2, 3]);
    }

    [Fact]
    public async Task An_empty_incoming_file_has_no_bytes_and_is_not_taken_for_gone()
    {
        var name = await WriteIncomingAsync("empty.pdf", []);
        (await store.ReadIncomingAsync(name, 10, Cancel))!.Value.Length.ShouldBe(0);
    }

    [Fact]
    public async Task No_more_incoming_files_are_listed_than_asked_for_in_the_order_of_their_names()
    {
        var names = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            names.Add(await WriteIncomingAsync($"{i.ToString(CultureInfo.InvariantCulture)}.pdf", [1]));
        }

        (await store.ListIncomingAsync(2, Cancel)).Count.ShouldBe(2);
        var listed = (await store.ListIncomingAsync(1000, Cancel)).Select(f => f.Name).ToList();
        listed.Where(names.Contains).ShouldBe(names);
    }

    [Fact]
    public async Task An_incoming_file_of_any_size_moves_to_the_quarantine_whole()
    {
        var content = new byte[ScanInspector.MaxBytes + 1];
        content[^1] = 9;
        var name = await WriteIncomingAsync("too large.bin", content);
        await store.QuarantineIncomingAsync(name, Cancel);
        (await store.ReadIncomingAsync(name, long.MaxValue, Cancel)).ShouldBeNull();
        var copy = (await QuarantinedCopiesAsync(name)).ShouldHaveSingleItem();
        var read = await copy.DownloadContentAsync(Cancel);
        read.Value.Content.ToMemory().Span.SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task Files_that_came_under_the_same_name_are_all_kept()
    {
        for (byte i = 1; i <= 2; i++)
        {
            var name = await WriteIncomingAsync("same.bin", [i]);
            await store.QuarantineIncomingAsync(name, Cancel);
        }

        (await QuarantinedCopiesAsync($"{caseId}/identity-document/same.bin")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_a_file_was_called_is_not_known_in_the_quarantine()
    {
        var version = Guid.NewGuid().ToString("N");
        foreach (var name in new[] { $"{caseId}/identity-document/欧阳{version}.bin", $"640104199001011234/欧阳{version}", $"欧阳{version}.640104199001011234" })
        {
            var file = account.GetBlobContainerClient(BlobMaterialStore.IncomingContainer).GetBlobClient(name);
            await file.UploadAsync(BinaryData.FromString(name), overwrite: true, Cancel);
            await store.QuarantineIncomingAsync(name, Cancel);
            (await file.ExistsAsync(Cancel)).Value.ShouldBeFalse();
        }

        var names = await account.GetBlobContainerClient(BlobMaterialStore.QuarantineContainer).GetBlobsAsync(cancellationToken: Cancel)
            .Select(b => b.Name).ToListAsync(Cancel);
        names.ShouldContain(n => n.Contains($"/{caseId}/", StringComparison.Ordinal) && n.EndsWith(".bin", StringComparison.Ordinal));
        names.ShouldNotContain(n => n.Contains(version, StringComparison.Ordinal) || n.Contains("640104199001011234", StringComparison.Ordinal));
        foreach (var name in names)
        {
            var properties = await account.GetBlobContainerClient(BlobMaterialStore.QuarantineContainer).GetBlobClient(name).GetPropertiesAsync(cancellationToken: Cancel);
            properties.Value.CopySource.ShouldBeNull();
            properties.Value.ContentDisposition.ShouldBeNullOrEmpty();
            properties.Value.Metadata.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_name_as_long_as_names_can_be_moves_too()
    {
        var name = await WriteIncomingAsync(new string('x', 1024 - caseId.Length - "/identity-document/".Length), [1]);
        await store.QuarantineIncomingAsync(name, Cancel);
        (await store.ReadIncomingAsync(name, 10, Cancel)).ShouldBeNull();

        // The emulator does not hold names to the service's limit.
        var copies = account.GetBlobContainerClient(BlobMaterialStore.QuarantineContainer).GetBlobsAsync(cancellationToken: Cancel);
        (await copies.Where(b => b.Name.Contains(caseId, StringComparison.Ordinal)).SingleAsync(Cancel)).Name.Length.ShouldBeLessThanOrEqualTo(1024);
    }

    [Theory]
    [InlineData("../materials/{0}/m1")]
    [InlineData("x/../../materials/{0}/m1")]
    [InlineData("..\\materials\\{0}\\m1")]
    [InlineData("./{0}/m1")]
    [InlineData("//materials/{0}/m1")]
    [InlineData("{0}/\0m1")]
    public async Task A_name_that_leads_elsewhere_is_the_name_of_nothing(string pattern)
    {
        await store.KeepAsync(caseId, "m1", "image/png", new byte[] { 1 }, Cancel);
        var name = string.Format(CultureInfo.InvariantCulture, pattern, caseId);
        (await store.FindIncomingAsync(name, Cancel)).ShouldBeNull();
        (await store.ReadIncomingAsync(name, 100, Cancel)).ShouldBeNull();
        await Should.ThrowAsync<ArgumentException>(() => store.QuarantineIncomingAsync(name, Cancel));
        var file = new IncomingFile(name, 1, default, (await Kept("m1").GetPropertiesAsync(cancellationToken: Cancel)).Value.ETag.ToString("H"));
        await Should.ThrowAsync<ArgumentException>(() => store.DeleteIncomingAsync(file, Cancel));
        (await ReadKeptAsync("m1")).ShouldBe([1]);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../other-case")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a%2fb")]
    [InlineData("a\u2215b")]
    [InlineData("")]
    [InlineData("a.")]
    public async Task A_scan_is_kept_and_opened_under_plain_ids_only(string odd)
    {
        foreach (var (of, id) in ((string, string)[])[(odd, "m1"), (caseId, odd)])
        {
            await Should.ThrowAsync<ArgumentException>(() => store.OpenAsync(of, id, Cancel));
            await Should.ThrowAsync<ArgumentException>(() => store.KeepAsync(of, id, "image/png", new byte[] { 1 }, Cancel));
            await Should.ThrowAsync<ArgumentException>(() => store.QuarantineAsync(of, id, "image/png", new byte[] { 1 }, Cancel));
            await Should.ThrowAsync<ArgumentException>(() => store.DeleteQuarantinedAsync(of, id, Cancel));
        }
    }

    [Fact]
    public async Task A_store_that_answers_answers_and_one_that_does_not_throws()
    {
        await store.PingAsync(Cancel);
        var absent = BlobMaterialStore.Connect(AbsentAccount.ConnectionString);
        await Should.ThrowAsync<Exception>(() => absent.PingAsync(Cancel));
        await Should.ThrowAsync<Exception>(() => absent.KeepAsync(caseId, "m1", "image/png", new byte[] { 1 }, Cancel));
    }

    private async Task<byte[]?> ReadKeptAsync(string materialId)
    {
        await using var stream = await store.OpenAsync(caseId, materialId, Cancel);
        if (stream is null)
        {
            return null;
        }

        using var read = new MemoryStream();
        await stream.CopyToAsync(read, Cancel);
        return read.ToArray();
    }

    private BlobClient Kept(string materialId) =>
        account.GetBlobContainerClient(BlobMaterialStore.MaterialsContainer).GetBlobClient($"{caseId}/{materialId}");

    private async Task<string> WriteIncomingAsync(string fileName, byte[] content)
    {
        var name = $"{caseId}/identity-document/{fileName}";
        await account.GetBlobContainerClient(BlobMaterialStore.IncomingContainer)
            .GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), overwrite: true, Cancel);
        return name;
    }

    private async Task<List<BlobClient>> QuarantinedCopiesAsync(string name)
    {
        var container = account.GetBlobContainerClient(BlobMaterialStore.QuarantineContainer);
        var found = new List<BlobClient>();
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: Cancel))
        {
            if (blob.Name.EndsWith($"/{caseId}/{MaterialId.From("incoming", Encoding.UTF8.GetBytes(name))}.bin", StringComparison.Ordinal))
            {
                (await container.GetBlobClient(blob.Name).GetPropertiesAsync(cancellationToken: Cancel)).Value.Metadata.ShouldBeEmpty();
                found.Add(container.GetBlobClient(blob.Name));
            }
        }

        return found;
    }

    private sealed class CountRequests : HttpPipelineSynchronousPolicy
    {
        public int Count { get; private set; }

        public override void OnSendingRequest(HttpMessage message) => Count++;
    }
}
