using Azure.Storage.Blobs;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Privacy.Retention;
using SocialAssistance.Storage.Blobs;
using SocialAssistance.Testing.Azurite;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Storage.Tests.Blobs;

public sealed class BlobErasureTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly BlobMaterialStore _store = BlobMaterialStore.Connect(azurite.ConnectionString);
    private readonly BlobErasure _erasure = BlobErasure.Connect(azurite.ConnectionString);
    private readonly string _caseId = CaseIds.New("640104", SampleCases.Now);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _store.InitializeAsync(Cancel);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_scan_of_a_case_goes_and_no_other()
    {
        var other = CaseIds.New("640104", SampleCases.Now);
        foreach (var caseId in new[] { _caseId, other })
        {
            await _store.KeepAsync(caseId, "a", "application/pdf", new byte[] { 1 }, Cancel);
            await _store.QuarantineAsync(caseId, "b", "application/pdf", new byte[] { 1 }, Cancel);
        }

        await _erasure.EraseCaseAsync(_caseId, Cancel);
        await _erasure.EraseCaseAsync(_caseId, Cancel);

        (await _store.OpenAsync(_caseId, "a", Cancel)).ShouldBeNull();
        (await _store.ReadQuarantinedAsync(_caseId, "b", Cancel)).ShouldBeNull();
        (await _store.OpenAsync(other, "a", Cancel)).ShouldNotBeNull();
        (await _store.ReadQuarantinedAsync(other, "b", Cancel)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("20260803-640104")]
    public async Task What_is_no_number_of_a_case_erases_nothing(string caseId) =>
        await Should.ThrowAsync<ArgumentException>(() => _erasure.EraseCaseAsync(caseId, Cancel));

    [Fact]
    public async Task Old_files_are_listed_with_the_case_they_speak_of_and_deleted()
    {
        await _store.QuarantineAsync(_caseId, "b", "application/pdf", new byte[] { 1 }, Cancel);
        var incoming = new BlobContainerClient(azurite.ConnectionString, BlobMaterialStore.IncomingContainer);
        await incoming.GetBlobClient($"{_caseId}/other/x.pdf").UploadAsync(BinaryData.FromString("x"), overwrite: true, Cancel);
        await incoming.GetBlobClient($"stray-{_caseId}").UploadAsync(BinaryData.FromString("x"), overwrite: true, Cancel);
        await _store.QuarantineIncomingAsync($"{_caseId}/other/x.pdf", Cancel);

        var soon = DateTimeOffset.UtcNow.AddHours(1);
        var quarantined = await ListAsync(FileArea.Quarantine, soon);
        quarantined.Count.ShouldBe(2);
        quarantined.ShouldAllBe(f => f.CaseId == _caseId);
        var stray = (await ListAsync(FileArea.Incoming, soon)).Single(f => f.Name == $"stray-{_caseId}");
        stray.CaseId.ShouldBeNull();
        (await ListAsync(FileArea.Quarantine, DateTimeOffset.UtcNow.AddHours(-1))).ShouldBeEmpty();

        // Written anew since it was listed, it is another file.
        await incoming.GetBlobClient(stray.Name).UploadAsync(BinaryData.FromString("y"), overwrite: true, Cancel);
        await _erasure.DeleteAsync(stray, Cancel);
        (await incoming.GetBlobClient(stray.Name).ExistsAsync(Cancel)).Value.ShouldBeTrue();

        foreach (var file in quarantined)
        {
            await _erasure.DeleteAsync(file, Cancel);
        }

        (await ListAsync(FileArea.Quarantine, soon)).ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<OldFile>> ListAsync(FileArea area, DateTimeOffset before) =>
        [.. (await _erasure.ListOldAsync(area, before, Cancel).ToListAsync(Cancel)).Where(f => f.Name.Contains(_caseId, StringComparison.Ordinal))];
}
