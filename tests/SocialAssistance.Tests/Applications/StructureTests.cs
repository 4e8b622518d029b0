using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Applications;
using SocialAssistance.Tests.Cases;
using Xunit;
using static SocialAssistance.Tests.Applications.SampleApplication;

namespace SocialAssistance.Tests.Applications;

/// <summary>The document's shape: closed objects, members once, right types, whatever the bytes are.</summary>
public sealed class StructureTests
{
    public static TheoryData<string> Objects => [.. JsonPaths.Of(Json()).Where(p => p.Node is JsonObject).Select(p => p.Pointer)];

    public static TheoryData<string> Members => [.. JsonPaths.Of(Json()).Where(p => p.Pointer.Length > 0).Select(p => p.Pointer)];

    [Theory]
    [MemberData(nameof(Objects))]
    public void An_unknown_field_is_refused_by_name_in_every_object(string pointer) =>
        Faults(json => json.Put(pointer + "/un~1known", 1)).ShouldBe([$"{pointer}/un~01known unknown-field"]);

    [Theory]
    [MemberData(nameof(Objects))]
    public void A_member_stands_once_in_every_object(string pointer)
    {
        var json = Json();
        json.Put(pointer + "/marker-one", 1);
        var twice = json.ToJsonString().Replace("\"marker-one\":1", "\"marker-one\":1,\"marker-one\":2", StringComparison.Ordinal);

        Read(twice).Faults.Select(f => $"{f.Pointer} {f.Code}").ShouldBe(
            [$"{pointer}/marker-one duplicate-field", $"{pointer}/marker-one unknown-field"], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void A_value_of_a_wrong_type_is_refused_where_it_stands(string pointer)
    {
        JsonNode[] wrong = [new JsonObject { ["x"] = 1 }, new JsonArray(new JsonArray()), 12.3456m, true, "\u0001"];
        foreach (var value in wrong)
        {
            var json = Json();
            if (json.At(pointer) is { } right && right.GetValueKind() == value.GetValueKind() && value.GetValueKind() is not (JsonValueKind.String or JsonValueKind.Number))
            {
                continue;
            }

            json.Put(pointer, value.DeepClone());
            Read(json).Faults.ShouldContain(f => f.Pointer == pointer || f.Pointer.StartsWith(pointer + "/"), $"{pointer} = {value}");
        }
    }

    [Theory]
    [InlineData("", "invalid-json")]
    [InlineData("{", "invalid-json")]
    [InlineData("{} {}", "invalid-json")]
    [InlineData("{\"a\":1,}", "invalid-json")]
    [InlineData("// x\n{}", "invalid-json")]
    [InlineData("{\"\\ud800\":1}", "invalid-json")]
    [InlineData("[]", "wrong-type")]
    [InlineData("null", "wrong-type")]
    [InlineData("\"text\"", "wrong-type")]
    public void What_is_no_JSON_object_is_one_fault_of_the_whole(string text, string code) =>
        Read(text).Faults.Where(f => f.Pointer == "").Select(f => f.Code).ShouldBe([code]);

    [Fact]
    public void Nesting_without_end_is_refused() =>
        Read("{\"applicant\":" + new string('[', 100_000)).Faults.ShouldHaveSingleItem().Code.ShouldBe("invalid-json");

    [Fact]
    public void Half_a_surrogate_pair_is_no_text() =>
        Read(Json().ToJsonString().Replace("\"NX-2026-000001\"", "\"\\ud83d\"", StringComparison.Ordinal))
            .Faults.ShouldHaveSingleItem().ShouldSatisfyAllConditions(f => f.Pointer.ShouldBe("/externalReference"), f => f.Code.ShouldBe("invalid-characters"));

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_refused()
    {
        var bytes = Encoding.UTF8.GetBytes(Json().ToJsonString());
        bytes[bytes.AsSpan().IndexOf("NX-2026"u8)] = 0xC3;

        ApplicationReader.Read(bytes, HandmadeGuide.Of2026, Today).Ok.ShouldBeFalse();
    }

    [Fact]
    public void An_empty_object_lacks_everything_required() =>
        Read("{}").Faults.Select(f => $"{f.Pointer} {f.Code}").ShouldBe(
            ["/channel required", "/division required", "/items required", "/applicant required", "/economy required", "/authorization required", "/externalReference required"]);
}
