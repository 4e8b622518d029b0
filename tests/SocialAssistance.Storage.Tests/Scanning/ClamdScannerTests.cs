using Shouldly;
using SocialAssistance.Materials;
using SocialAssistance.Storage.Scanning;
using SocialAssistance.Testing.Scans;
using Xunit;

namespace SocialAssistance.Storage.Tests.Scanning;

public sealed class ClamdScannerTests : IClassFixture<ClamdFixture>
{
    private readonly ClamdScanner scanner;

    public ClamdScannerTests(ClamdFixture clamd)
    {
        if (clamd.Missing is { } reason)
        {
            Assert.Skip(reason);
        }

        scanner = new ClamdScanner(clamd.Options, TimeProvider.System);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Its_name_is_what_the_case_records() => scanner.Name.ShouldBe("clamd");

    [Theory]
    [InlineData(5_000)]
    [InlineData(64 * 1024)]
    [InlineData(3_000_000)]
    public async Task A_scan_with_nothing_in_it_is_clean(int size) =>
        (await scanner.ScanAsync(SampleScans.Jpeg(size), Cancel)).ShouldBe(ScanVerdict.Clean);

    [Fact]
    public async Task The_test_virus_is_found() =>
        (await scanner.ScanAsync(ClamdFixture.Eicar, Cancel)).ShouldBe(ScanVerdict.Infected);

    [Fact]
    public async Task The_test_virus_is_found_behind_a_whole_scan() =>
        (await scanner.ScanAsync((byte[])[.. SampleScans.Jpeg(200_000), .. ClamdFixture.Eicar], Cancel)).ShouldBe(ScanVerdict.Infected);

    [Fact]
    public async Task What_is_too_long_for_it_is_not_called_clean() =>
        (await scanner.ScanAsync(new byte[ClamdFixture.StreamMaxBytes + 1], Cancel)).ShouldBe(ScanVerdict.Undetermined);

    [Fact]
    public async Task Many_scans_at_once_each_get_their_own_verdict()
    {
        var scan = SampleScans.Png(20_000);
        var verdicts = await Task.WhenAll(Enumerable.Range(0, 24).Select(
            i => scanner.ScanAsync(i % 2 == 0 ? scan : ClamdFixture.Eicar, Cancel)));
        for (var i = 0; i < verdicts.Length; i++)
        {
            verdicts[i].ShouldBe(i % 2 == 0 ? ScanVerdict.Clean : ScanVerdict.Infected);
        }
    }

    [Fact]
    public Task It_says_that_it_is_alive() => scanner.PingAsync(Cancel);
}
