using System.Text.Json.Nodes;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using CsCheck;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Storage.Messages;
using Xunit;

namespace SocialAssistance.Storage.Tests.Messages;

public sealed class TaskEventsTests
{
    private static readonly DateTimeOffset Owed = new(2026, 8, 3, 9, 0, 0, 123, TimeSpan.FromHours(8));

    private const string Agreed = """
        {
          "specversion": "1.0",
          "id": "c-1.dispatch.student-loan",
          "source": "/social-assistance",
          "type": "cn.gov.nx.social-assistance.dispatch",
          "datacontenttype": "application/json",
          "subject": "c-1/student-loan",
          "time": "2026-08-03T09:00:00.123+08:00",
          "data": { "department": "education", "caseId": "c-1", "item": "student-loan", "division": "640104" }
        }
        """;

    [Fact]
    public void A_message_is_the_event_that_was_agreed()
    {
        var message = new DepartmentMessage("c-1.dispatch.student-loan", "dispatch", "education", "c-1", "student-loan", "640104", Owed);
        JsonNode.DeepEquals(JsonNode.Parse(TaskEvents.Write(message).Span), JsonNode.Parse(Agreed)).ShouldBeTrue();
        TaskEvents.MediaType.ShouldBe("application/cloudevents+json");
    }

    [Fact]
    public void Any_receiver_of_cloud_events_reads_what_was_meant() =>
        Gen.Select(Gen.OneOf([.. Codes.All<TaskKind>()]), Gen.OneOf("education", "civil-affairs"), Gen.Long[0, 1L << 50]).Sample((type, department, ticks) =>
        {
            var message = new DepartmentMessage($"id-{ticks}", type, department, $"case-{ticks}", "item", "640104", Owed.AddTicks(ticks));
            var read = new JsonEventFormatter().DecodeStructuredModeMessage(TaskEvents.Write(message), null, null);
            read.IsValid.ShouldBeTrue();
            (read.Id, read.Type, read.Subject, read.Time).ShouldBe((message.TaskId, TaskEvents.TypePrefix + type, $"{message.CaseId}/item", message.Time));
            read.SpecVersion.ShouldBe(CloudEventsSpecVersion.V1_0);
        });
}
