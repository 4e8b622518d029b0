using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Shouldly;
using SocialAssistance.Applications;
using SocialAssistance.Tests.Cases;
using Xunit;
using static SocialAssistance.Tests.Applications.SampleApplication;

namespace SocialAssistance.Tests.Applications;

/// <summary>A right document changed at random: it is read or refused, and never more is read than the contract allows.</summary>
public sealed class MutationTests
{
    private static readonly string[] Pointers = [.. JsonPaths.Of(Json()).Select(p => p.Pointer).Where(p => p.Length > 0)];

    /// <summary>What may be absent while all items are ticked, everyone is named and everyone has signed.</summary>
    private static readonly HashSet<string> Optional =
    [
        "/township", "/household/0/occupation", "/household/0/condition", "/household/2/occupation",
        "/medical/hospital", "/housing/area", "/employment/skills",
        "/household/2", // A child need not be named for the form to be consistent.
    ];

    private static readonly Gen<string> AnyPointer = Gen.OneOf(Pointers);

    private static readonly Gen<string> AnyJson = Gen.OneOf(
        Gen.OneOf("null", "true", "false", "0", "-1", "1e999", "-0", "\"\"", "\" \"", "[]", "{}", "[[]]", "[null]", "{\"a\":null}", "\"\\ud800\"", "\"\\u0000\""),
        Gen.Double.Select(d => double.IsFinite(d) ? d.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : "0"),
        Gen.String.Select(s => JsonValue.Create(s).ToJsonString()));

    [Fact]
    public void A_member_dropped_is_a_fault_unless_it_is_optional() =>
        AnyPointer.Sample(pointer =>
        {
            var json = Json();
            var inItems = pointer.StartsWith("/items/", StringComparison.Ordinal);
            json.Drop(pointer);
            Read(json).Ok.ShouldBe(Optional.Contains(pointer) || inItems, pointer);
        });

    [Fact]
    public void A_member_renamed_is_a_fault() =>
        Gen.Select(AnyPointer, Gen.String[1, 12]).Sample((pointer, name) =>
        {
            var json = Json();
            var parent = json.At(pointer[..pointer.LastIndexOf('/')]);
            if (parent is not JsonObject o || o.ContainsKey(name))
            {
                return;
            }

            var value = json.At(pointer)?.DeepClone();
            json.Drop(pointer);
            o[name] = value;
            Read(json).Faults.ShouldContain(f => f.Code == "unknown-field" || f.Code == "invalid-json", pointer);
        });

    [Fact]
    public void A_value_replaced_by_anything_is_read_as_itself_or_refused_there() =>
        Gen.Select(AnyPointer, AnyJson).Sample((pointer, value) =>
        {
            var marked = Json();
            marked.Put(pointer, "the-marker");
            var text = marked.ToJsonString().Replace("\"the-marker\"", value, StringComparison.Ordinal);
            var reading = Read(text);
            var changed = value == "null" && (Optional.Contains(pointer) && pointer != "/household/2");
            if (reading.Ok && !changed)
            {
                // Only a value of the same kind may stand in: a text for a text, a number for a number.
                var before = Json().At(pointer);
                var after = JsonNode.Parse(text)!.At(pointer);
                var same = (before is null && after is JsonValue) || before!.GetValueKind() == after!.GetValueKind();
                same.ShouldBeTrue($"{pointer} = {value}");
            }
        });

    [Fact]
    public void Many_changes_at_once_never_make_it_throw() =>
        Gen.Select(AnyPointer, AnyJson).Array[1, 8].Sample(changes =>
        {
            var json = Json();
            foreach (var (pointer, value) in changes)
            {
                try
                {
                    json.Put(pointer, JsonNode.Parse(value));
                }
                catch (Exception e) when (e is System.Text.Json.JsonException or NullReferenceException or InvalidOperationException or ArgumentOutOfRangeException or FormatException)
                {
                    // An earlier change took the place away, or the value is no node: this one falls out.
                }
            }

            ReadBytes(SafeText(json));
        });

    [Fact]
    public void Broken_bytes_never_make_it_throw()
    {
        var bytes = Encoding.UTF8.GetBytes(Json().ToJsonString());
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Array[1, 4].Sample(changes =>
        {
            var broken = bytes.ToArray();
            foreach (var (place, value) in changes)
            {
                broken[place] = value;
            }

            ReadBytes(broken);
        });
    }

    private static byte[] SafeText(JsonNode json)
    {
        using var stream = new MemoryStream();
        try
        {
            using var writer = new System.Text.Json.Utf8JsonWriter(stream);
            json.WriteTo(writer);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return [];
        }

        return stream.ToArray();
    }

    private static void ReadBytes(byte[] bytes)
    {
        var reading = ApplicationReader.Read(bytes, HandmadeGuide.Of2026, Today);
        reading.Ok.ShouldBe(reading.Value is not null);
        reading.Ok.ShouldBe(reading.Faults.IsEmpty);
    }
}
