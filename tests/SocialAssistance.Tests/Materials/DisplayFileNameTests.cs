using CsCheck;
using Shouldly;
using SocialAssistance.Materials;
using Xunit;

namespace SocialAssistance.Tests.Materials;

public sealed class DisplayFileNameTests
{
    [Theory]
    [InlineData("户口簿.jpg", "户口簿.jpg")]
    [InlineData(@"C:\Users\张三\身份证.pdf", "身份证.pdf")]
    [InlineData("/etc/passwd", "passwd")]
    [InlineData("../../a.pdf", "a.pdf")]
    [InlineData("  a \t\r\n b.pdf ", "a b.pdf")]
    [InlineData("a\u202Efdp.exe", "afdp.exe")]
    [InlineData("a\u200Bb\0c\u0007.png", "abc.png")]
    [InlineData("全家福👪.png", "全家福👪.png")]
    [InlineData(null, DisplayFileName.Unnamed)]
    [InlineData("", DisplayFileName.Unnamed)]
    [InlineData("a/", DisplayFileName.Unnamed)]
    [InlineData("..", DisplayFileName.Unnamed)]
    [InlineData("\u202E", DisplayFileName.Unnamed)]
    [InlineData("scan.exe. . ", "scan.exe")]
    [InlineData("a\u2028b\u2029c.pdf", "a b c.pdf")]
    [InlineData("\u3164\u2800", DisplayFileName.Unnamed)]
    [InlineData("\u2066a\u2069\u061c\ufeff.pdf", "a.pdf")]
    [InlineData("\U000E0041a.pdf", "a.pdf")]
    public void A_name_is_shown_without_what_could_mislead(string? name, string shown) => DisplayFileName.Clean(name).ShouldBe(shown);

    [Fact]
    public void A_long_name_keeps_its_extension()
    {
        var shown = DisplayFileName.Clean(new string('长', 500) + ".jpeg");
        shown.Length.ShouldBe(IncomingName.MaxFileNameLength);
        shown.ShouldEndWith("长….jpeg");
    }

    [Fact]
    public void Half_a_character_is_never_shown() =>
        Gen.Int[190, 205].Sample(length =>
        {
            var shown = DisplayFileName.Clean(new string('x', length) + string.Concat(Enumerable.Repeat("👪", 20)) + '\ud83d');
            return shown.Length <= IncomingName.MaxFileNameLength && shown.EnumerateRunes().All(r => r.Value != 0xFFFD);
        });

    [Fact]
    public void Whatever_a_file_is_called_what_is_shown_is_one_plain_line() =>
        Gen.OneOf(Gen.String, Gen.Char["a./\\ \0\n\r\u202e\u2066\u200b\u2028\ud83d\udc6a中"].Array[0, 300].Select(c => new string(c))).Sample(
            name =>
            {
                var shown = DisplayFileName.Clean(name);
                return shown.Length is > 0 and <= IncomingName.MaxFileNameLength
                    && shown.IndexOfAny(['/', '\\', '\n', '\r', '\0', '\u202e', '\u2066', '\u200b', '\u2028']) < 0
                    && shown.Trim('.', ' ').Length > 0 && !shown.EndsWith('.') && !shown.EndsWith(' ');
            },
            iter: 20_000);

    [Fact]
    public void Cleaning_what_is_clean_changes_nothing() =>
        Gen.String.Sample(name => DisplayFileName.Clean(name) is var once && DisplayFileName.Clean(once) == once, iter: 10_000);
}
