using Shouldly;
using SocialAssistance.Materials;
using Xunit;

namespace SocialAssistance.Tests.Materials;

public sealed class ScanWordsTests
{
    [Fact]
    public void Every_fault_has_a_code_and_a_sentence_of_its_own()
    {
        var faults = Enum.GetValues<ScanFault>();
        faults.Select(FaultText.Code).Distinct().Count().ShouldBe(faults.Length);
        faults.Select(FaultText.Of).Distinct().Count().ShouldBe(faults.Length);
        FaultText.Code(ScanFault.Encrypted).ShouldBe("scan-encrypted");
        FaultText.Of(ScanFault.Encrypted).ShouldBe("文件已加密，请提供可直接打开的文件");
        Should.Throw<ArgumentOutOfRangeException>(() => FaultText.Of((ScanFault)99));
        Should.Throw<ArgumentOutOfRangeException>(() => FaultText.Code((ScanFault)99));
    }

    [Fact]
    public void Only_clean_goes_without_saying()
    {
        FaultText.Of(ScanVerdict.Clean).ShouldBeNull();
        FaultText.Of(ScanVerdict.Infected).ShouldNotBeNull();
        FaultText.Of(ScanVerdict.Undetermined).ShouldNotBeNull();
        FaultText.Of((ScanVerdict)99).ShouldBe(FaultText.Of(ScanVerdict.Undetermined));
    }

    [Fact]
    public void Every_format_has_a_media_type_and_an_extension_of_its_own()
    {
        var formats = Enum.GetValues<ScanFormat>();
        formats.Select(f => f.ContentType()).Distinct().Count().ShouldBe(formats.Length);
        formats.Select(f => f.Extension()).Distinct().Count().ShouldBe(formats.Length);
        formats.ShouldAllBe(f => f.Extension().StartsWith('.'));
        ScanFormat.Jpeg.ContentType().ShouldBe("image/jpeg");
        ScanFormat.Jpeg.Extension().ShouldBe(".jpg");
    }

    [Fact]
    public async Task A_scanner_that_looks_at_nothing_says_so_in_its_name()
    {
        var scanner = new ContentOnlyScanner();
        scanner.Name.ShouldBe("content-only");
        (await scanner.ScanAsync(new byte[] { 1 }, TestContext.Current.CancellationToken)).ShouldBe(ScanVerdict.Clean);
        await Should.ThrowAsync<OperationCanceledException>(() => scanner.ScanAsync(new byte[] { 1 }, new CancellationToken(canceled: true)));
    }
}
