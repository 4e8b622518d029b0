using Shouldly;
using SocialAssistance.Input;
using Xunit;

namespace SocialAssistance.Tests.Input;

/// <summary>A moment says its offset, so that it is the same on every machine.</summary>
public sealed class MomentsTests
{
    [Theory]
    [InlineData("2026-08-03T09:00:00+08:00")]
    [InlineData("2026-08-03T01:00:00Z")]
    [InlineData("2026-08-03T01:00Z")]
    [InlineData("2026-08-02T19:00:00.000-06:00")]
    public void One_that_says_its_offset_is_read(string text) =>
        Moments.Parse(text).ShouldBe(new DateTimeOffset(2026, 8, 3, 9, 0, 0, TimeSpan.FromHours(8)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-08-03T09:00:00")]
    [InlineData("2026-08-03 09:00:00+08:00")]
    [InlineData("2026-08-03")]
    [InlineData("2026-13-03T09:00:00+08:00")]
    [InlineData("2026-08-03T09:00:00+99:00")]
    [InlineData("1899-12-31T09:00:00+08:00")]
    [InlineData("tomorrow at nine o'clock Z")]
    public void Anything_else_is_none(string? text) => Moments.Parse(text).ShouldBeNull();
}
