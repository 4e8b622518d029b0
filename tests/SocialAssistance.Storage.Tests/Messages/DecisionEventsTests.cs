using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Input;
using SocialAssistance.Storage.Messages;
using SocialAssistance.Testing.Samples;
using Xunit;
using static SocialAssistance.Storage.Tests.Messages.SampleMessages;

namespace SocialAssistance.Storage.Tests.Messages;

/// <summary>What is read of a department's message, and what is said of one that is wrong.</summary>
public sealed class DecisionEventsTests
{
    [Fact]
    public void Everything_a_department_can_say_is_read_as_it_is_over_http()
    {
        foreach (var message in All())
        {
            var read = Read(message);
            read.Faults.ShouldBeEmpty();
            read.Value!.CaseId.ShouldBe(CaseId);
            (read.Value.Said.Item, read.Value.Said.Department).ShouldBe((Item, Department));

            // The digest is that of all its content.
            var overHttp = DepartmentEventReader.ReadAddressed(Bytes(message["data"]!), Department).Value.ShouldNotBeNull();
            read.Value.Said.GetType().ShouldBe(overHttp.Said.GetType());
            ContentDigest.Of(read.Value.Said).ShouldBe(ContentDigest.Of(overHttp.Said));
        }

        All().Select(m => Read(m).Value!.Said.GetType()).Distinct().Count().ShouldBe(DepartmentEventReader.Types.Length);
    }

    [Fact]
    public void Faults_of_the_envelope_and_of_what_is_in_it_are_told_at_once()
    {
        var message = Message(new JsonObject { ["type"] = "decided", ["mood"] = "good", ["decision"] = new JsonObject { ["outcome"] = "denied" } }, "nobody");
        message["type"] = "another.type";
        Faults(message).ShouldBe(
        [
            "/source unknown-code", "/type unknown-code",
            "/data/caseId required", "/data/decision/documentNumber required", "/data/decision/legalBasis required", "/data/decision/reason required",
            "/data/decision/remedy required", "/data/eventId required", "/data/item required", "/data/mood unknown-field", "/data/occurredAt required",
            "/data/operator required",
        ], ignoreOrder: true);
    }

    [Theory]
    [InlineData("/departments/nobody")]
    [InlineData("/departments/")]
    [InlineData("/departments/medical-insurance/")]
    [InlineData("/departments/Medical-Insurance")]
    [InlineData("departments/medical-insurance")]
    [InlineData("https://example.test/departments/medical-insurance")]
    [InlineData("/social-assistance")]
    public void A_source_that_is_no_department_is_a_fault(string source) =>
        Faults(With(Accepted(), "source", source)).ShouldBe(["/source unknown-code"]);

    [Theory]
    [InlineData("cn.gov.nx.social-assistance.dispatch")]
    [InlineData("CN.GOV.NX.social-assistance.department-event")]
    public void Another_type_is_a_fault(string type) => Faults(With(Accepted(), "type", type)).ShouldBe(["/type unknown-code"]);

    [Fact]
    public void Without_data_there_is_nothing_to_read()
    {
        Faults(With(Accepted(), "data", null)).ShouldBe(["/data required"]);
        var none = Accepted();
        none.Remove("data");
        Faults(none).ShouldBe(["/data required"]);
        none["data_base64"] = "AAEC";
        Faults(none).ShouldBe(["/data required"]);
        none["source"] = "/nobody";
        Faults(none).ShouldBe(["/source unknown-code", "/data required"]);
    }

    [Fact]
    public void Data_that_is_no_object_is_a_fault()
    {
        Faults(With(Accepted(), "data", "a text")).ShouldBe(["/data wrong-type"]);
        Faults(With(Accepted(), "data", new JsonArray(1))).ShouldBe(["/data wrong-type"]);
        Faults(With(Accepted(), "data", 7)).ShouldBe(["/data wrong-type"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"t\"}")]
    [InlineData("{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"/x\",\"type\":\"t\"}")]
    [InlineData("{\"specversion\":\"1.0\",\"id\":7,\"source\":\"/x\",\"type\":\"t\"}")]
    [InlineData("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"t\",\"time\":\"yesterday\"}")]
    [InlineData("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"t\",\"data_base64\":\"%%%\"}")]
    [InlineData("{\"specversion\":\"1.0\",\"id\":\"\\ud800\",\"source\":\"/x\",\"type\":\"t\"}")]
    [InlineData("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"http://[\",\"type\":\"t\"}")]
    public void What_is_no_cloud_event_is_one_fault(string message) => Faults(Encoding.UTF8.GetBytes(message)).ShouldBe([" invalid-cloud-event"]);

    [Fact]
    public void Nesting_and_size_and_broken_bytes_are_faults_and_no_exceptions()
    {
        var deep = Encoding.UTF8.GetString(Bytes(Accepted())).Replace("\"accepted\"", new string('[', 5000) + new string(']', 5000), StringComparison.Ordinal);
        Faults(Encoding.UTF8.GetBytes(deep)).ShouldBe([" invalid-cloud-event"]);

        var huge = With(Message(Said("accepted")), "data", With(Said("accepted"), "operator", new string('长', 1_000_000)));
        Faults(huge).ShouldBe(["/data/operator too-long"]);

        var broken = Bytes(Accepted());
        broken[^20] = 0xFF;
        Faults(broken).Length.ShouldBe(1);
    }

    [Fact]
    public void Whatever_bytes_come_reading_them_never_throws()
    {
        var samples = All().Select(Bytes).ToArray();
        Gen.Select(Gen.Int[0, samples.Length - 1], Gen.Select(Gen.Int[0, 100_000], Gen.Byte).Array[1, 6], Gen.Int[0, 40]).Sample(
            (which, changes, cut) =>
            {
                var bytes = samples[which].ToArray();
                foreach (var (place, value) in changes)
                {
                    bytes[place % bytes.Length] = value;
                }

                ShouldBeWhole(bytes.AsMemory(0, bytes.Length - (cut < 30 ? 0 : cut)));
            },
            iter: 4000);
        Gen.Byte.Array[0, 64].Sample(bytes => ShouldBeWhole(bytes), iter: 1000);
    }

    [Fact]
    public void Whatever_stands_in_a_member_reading_it_never_throws()
    {
        string[] values =
        [
            "null", "true", "-1", "1e999", "\"\"", "[]", "{}", "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", "\"\\ud800\"", "\"\\u0000\"", "{\"\\udc00\":1}", "{\"a\":1,\"a\":2}",
            "\"9999-12-31T23:59:59+14:00\"", "\"0001-01-01T00:00:00-14:00\"", "\"/departments/education\"", "\"1.0\"",
        ];
        string[] attributes =
            ["specversion", "id", "source", "type", "datacontenttype", "data", "time", "subject", "data_base64", "dataschema", "extra", "EXTRA"];
        string[] members = ["caseId", "item", "eventId", "type", "occurredAt", "operator", "note", "decision", "supplement", "x"];
        (bool Envelope, string Name)[] paths = [.. attributes.Select(a => (true, a)), .. members.Select(m => (false, m))];
        Gen.Select(Gen.Int[0, 6], Gen.Select(Gen.OneOf(paths), Gen.OneOf(values)).Array[1, 4]).Sample(
            (which, changes) =>
            {
                var message = All()[which];
                var put = new List<(string Marker, string Value)>();
                foreach (var ((envelope, name), value) in changes)
                {
                    var marker = $"the-marker-{put.Count}";
                    if ((envelope ? message : message["data"] as JsonObject) is { } at)
                    {
                        at[name] = marker;
                        put.Add(($"\"{marker}\"", value));
                    }
                }

                ShouldBeWhole(Encoding.UTF8.GetBytes(put.Aggregate(message.ToJsonString(), (text, p) => text.Replace(p.Marker, p.Value, StringComparison.Ordinal))));
            },
            iter: 4000);
    }

    private static void ShouldBeWhole(ReadOnlyMemory<byte> bytes)
    {
        var read = DecisionEvents.Read(bytes, SampleGuide.Guide);
        read.Ok.ShouldBe(read.Value is not null);
        if (read.Value is { } taken)
        {
            SampleGuide.Guide.FindDepartment(taken.Said.Department).ShouldNotBeNull();
            ContentDigest.Of(taken.Said).ShouldNotBeEmpty();
        }
    }

    private static Reading<AddressedEvent> Read(JsonNode message) => DecisionEvents.Read(Bytes(message), SampleGuide.Guide);

    private static string[] Faults(JsonNode message) => Faults(Bytes(message));

    private static string[] Faults(byte[] message)
    {
        var read = DecisionEvents.Read(message, SampleGuide.Guide);
        read.Value.ShouldBeNull();
        read.Faults.ShouldAllBe(f => f.Detail.Length > 0);
        return [.. read.Faults.Select(f => $"{f.Pointer} {f.Code}")];
    }
}
