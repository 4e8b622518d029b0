using System.Text;
using Shouldly;
using SocialAssistance.Input;
using Xunit;

namespace SocialAssistance.Tests.Input;

public sealed class ObjectReaderTests
{
    [Theory]
    [InlineData("2026-08-03T09:00:00+08:00")]
    [InlineData("2026-08-03T01:00:00Z")]
    [InlineData("2026-08-03T01:00Z")]
    [InlineData("2026-08-03T01:00:00.000Z")]
    [InlineData("2026-08-02T20:00:00-05:00")]
    public void A_moment_says_its_offset(string text) =>
        Moment($"\"{text}\"").ShouldBe(new DateTimeOffset(2026, 8, 3, 9, 0, 0, TimeSpan.FromHours(8)));

    [Theory]
    [InlineData("\"2026-08-03T09:00:00\"")] // In which time zone?
    [InlineData("\"2026-08-03 09:00:00+08:00\"")]
    [InlineData("\"2026-08-03\"")]
    [InlineData("\"2026-02-30T09:00:00+08:00\"")]
    [InlineData("\"2026-08-03T09:00:00+0800\"")]
    [InlineData("\"2026-08-03T09:00:00+25:00\"")]
    [InlineData("\"1899-12-31T09:00:00+08:00\"")]
    [InlineData("\"03/08/2026T09:00:00+08:00\"")]
    [InlineData("\"\\ud800026-08-03T09:00:00Z\"")]
    [InlineData("1785718800")]
    public void What_is_no_moment_is_refused(string json)
    {
        var reading = Read($$"""{ "at": {{json}} }""", r => new Box(r.Moment("at")));
        reading.Faults.ShouldHaveSingleItem().ShouldSatisfyAllConditions(f => f.Pointer.ShouldBe("/at"), f => f.Code.ShouldBe(InputFault.InvalidDate));
    }

    [Fact]
    public void A_name_is_escaped_in_its_pointer() =>
        Read("""{ "a/b~c": 1 }""", _ => new Box(null)).Faults.ShouldHaveSingleItem().Pointer.ShouldBe("/a~1b~0c");

    [Fact]
    public void What_is_asked_for_and_absent_or_null_is_required_once_each() =>
        Read("""{ "b": null }""", r => new Box(new object?[] { r.Text("a", 1), r.Text("b", 1), r.OptionalText("c", 1), r.OptionalFlag("d"), r.OptionalWhole("e", 0, 1), r.OptionalDate("f") }))
            .Faults.Select(f => $"{f.Pointer} {f.Code}").ShouldBe(["/a required", "/b required"]);

    [Fact]
    public void A_list_with_an_entry_that_is_no_object_tells_every_fault_in_it()
    {
        var reading = Read("""{ "list": [{ "x": 1 }, 5, { "y": 2 }] }""", r => new Box(r.Objects("list", 1, 5, i => new Box(i.OptionalWhole("x", 0, 9)))));

        reading.Faults.Select(f => $"{f.Pointer} {f.Code}").ShouldBe(["/list/1 wrong-type", "/list/2/y unknown-field"]);
    }

    [Fact]
    public void A_reading_with_a_fault_has_no_value()
    {
        Read("""{ "a": 1 }""", r => new Box(r.Whole("a", 0, 1))).ShouldSatisfyAllConditions(r => r.Ok.ShouldBeTrue(), r => r.Value.ShouldBe(new Box(1)));
        Read("""{ "a": 2 }""", r => new Box(r.Whole("a", 0, 1))).ShouldSatisfyAllConditions(r => r.Ok.ShouldBeFalse(), r => r.Value.ShouldBeNull());
    }

    [Fact]
    public void Nesting_deeper_than_sixteen_is_refused() =>
        Read("{\"a\":" + new string('[', 16) + new string(']', 16) + "}", _ => new Box(null)).Faults.ShouldHaveSingleItem().Code.ShouldBe(InputFault.InvalidJson);

    [Fact]
    public void What_is_judged_on_its_own_is_what_was_sent_byte_for_byte()
    {
        byte[] entry = [.. "{ \"x\" : \""u8, 0xFF, .. "\", \"y\":1.50 }"u8];
        var reading = InputReader.Read<Box>(new byte[][] { [.. "{\"list\":["u8], entry, [.. "]}"u8] }.SelectMany(b => b).ToArray(), r => new Box(r.Documents("list", 1, 1).Single()));

        ((ReadOnlyMemory<byte>)reading.Value!.Value!).ToArray().ShouldBe(entry);
    }

    private static DateTimeOffset? Moment(string json) => (DateTimeOffset?)Read($$"""{ "at": {{json}} }""", r => new Box(r.Moment("at"))).Value?.Value;

    private static Reading<Box> Read(string json, Func<ObjectReader, Box> read) => InputReader.Read(Encoding.UTF8.GetBytes(json), read);

    private sealed record Box(object? Value);
}
