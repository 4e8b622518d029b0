using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Shouldly;
using SocialAssistance.Departments;
using SocialAssistance.Functions.ServiceBus;
using Xunit;

namespace SocialAssistance.Functions.Tests.ServiceBus;

/// <summary>What goes to the topic, as the subscriptions' filters and the duplicate detection need it.</summary>
public sealed class ServiceBusDepartmentChannelTests
{
    private static readonly DepartmentMessage Dispatch = new(
        "C1.dispatch.student-loan", "dispatch", "education", "C1", "student-loan", "640104", new DateTimeOffset(2026, 8, 3, 9, 0, 0, TimeSpan.FromHours(8)));

    [Fact]
    public async Task A_message_names_its_department_and_carries_the_task_s_id()
    {
        var sent = (await SendAsync(Dispatch)).ShouldHaveSingleItem();
        (sent.MessageId, sent.CorrelationId, sent.ContentType).ShouldBe(("C1.dispatch.student-loan", "C1", "application/cloudevents+json"));
        sent.ApplicationProperties.ShouldBe(new Dictionary<string, object> { ["department"] = "education" });
        var body = JsonNode.Parse(sent.Body.ToMemory().Span)!;
        ((string?)body["id"], (string?)body["type"], (string?)body["data"]!["item"]).ShouldBe(("C1.dispatch.student-loan", sent.Subject, "student-loan"));
    }

    [Fact]
    public async Task The_message_id_fits_the_broker_and_is_the_same_again()
    {
        var longId = Dispatch with { TaskId = new string('x', 300) };
        var sent = await SendAsync(longId, longId, longId with { TaskId = new string('x', 301) });

        sent.ShouldAllBe(m => m.MessageId.Length <= 128);
        sent.Select(m => m.MessageId).Distinct().Count().ShouldBe(2);
    }

    private static async Task<List<ServiceBusMessage>> SendAsync(params DepartmentMessage[] messages)
    {
        await using var client = new Client();
        await using var channel = new ServiceBusDepartmentChannel(client);
        foreach (var message in messages)
        {
            await channel.SendAsync(message, TestContext.Current.CancellationToken);
        }

        return client.Sent;
    }

    private sealed class Client : ServiceBusClient
    {
        public List<ServiceBusMessage> Sent { get; } = [];

        public override ServiceBusSender CreateSender(string queueOrTopicName)
        {
            queueOrTopicName.ShouldBe("department-tasks");
            return new Sender(Sent);
        }

#pragma warning disable CA2215 // Made without a connection, the base has nothing to close.
        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
#pragma warning restore CA2215
    }

    private sealed class Sender(List<ServiceBusMessage> sent) : ServiceBusSender
    {
        public override Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
        {
            sent.Add(message);
            return Task.CompletedTask;
        }

#pragma warning disable CA2215 // Made without a connection, the base has nothing to close.
        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
#pragma warning restore CA2215
    }
}
