using System.Text.Json;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Shouldly;
using SocialAssistance.Departments;
using SocialAssistance.Storage.Queues;
using SocialAssistance.Storage.Tests.Blobs;
using SocialAssistance.Testing.Azurite;
using Xunit;

namespace SocialAssistance.Storage.Tests.Queues;

public sealed class QueueDepartmentChannelTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly QueueDepartmentChannel channel = QueueDepartmentChannel.Connect(azurite.ConnectionString);

    // Of its own, so that tests do not read each other's messages.
    private readonly string department = $"test-{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private QueueClient Queue => new(azurite.ConnectionString, $"department-{department}");

    [Fact]
    public async Task A_message_is_a_cloud_event_in_plain_text()
    {
        await channel.SendAsync(Message("t-1"), Cancel);
        var received = await ReceiveAsync();
        using var json = JsonDocument.Parse(received.MessageText);
        var root = json.RootElement;
        root.GetProperty("specversion").GetString().ShouldBe("1.0");
        root.GetProperty("id").GetString().ShouldBe("t-1");
        root.GetProperty("type").GetString().ShouldBe("cn.gov.nx.social-assistance.dispatch");
        root.GetProperty("source").GetString().ShouldBe("/social-assistance");
        root.GetProperty("subject").GetString().ShouldBe("c-1/medical-assistance");
        root.GetProperty("time").GetDateTimeOffset().ShouldBe(new DateTimeOffset(2026, 8, 3, 1, 0, 0, TimeSpan.Zero));
        root.GetProperty("datacontenttype").GetString().ShouldBe("application/json");
        var data = root.GetProperty("data");
        data.EnumerateObject().Select(p => p.Name).ShouldBe(["department", "caseId", "item", "division"]);
        data.GetProperty("department").GetString().ShouldBe(department);
        data.GetProperty("caseId").GetString().ShouldBe("c-1");
        data.GetProperty("item").GetString().ShouldBe("medical-assistance");
        data.GetProperty("division").GetString().ShouldBe("640104");
    }

    [Fact]
    public async Task A_message_never_expires()
    {
        await channel.SendAsync(Message("t-1"), Cancel);
        (await ReceiveAsync()).ExpiresOn!.Value.Year.ShouldBe(9999);
    }

    [Fact]
    public async Task A_queue_that_somebody_deleted_is_made_again()
    {
        await channel.SendAsync(Message("t-1"), Cancel);
        await Queue.DeleteAsync(Cancel);
        await channel.SendAsync(Message("t-2"), Cancel);
        (await ReceiveAsync()).MessageText.ShouldContain("t-2");
    }

    [Fact]
    public async Task Messages_sent_at_once_to_a_queue_that_is_not_there_yet_all_arrive()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => channel.SendAsync(Message($"t-{i}"), Cancel)));
        QueueMessage[] received = await Queue.ReceiveMessagesAsync(maxMessages: 32, cancellationToken: Cancel);
        received.Select(m => JsonDocument.Parse(m.MessageText).RootElement.GetProperty("id").GetString())
            .Order().ShouldBe(Enumerable.Range(0, 16).Select(i => $"t-{i}").Order());
    }

    [Fact]
    public async Task An_account_that_answers_answers_and_one_that_does_not_throws()
    {
        await channel.PingAsync(Cancel);
        var absent = QueueDepartmentChannel.Connect(AbsentAccount.ConnectionString);
        await Should.ThrowAsync<Exception>(() => absent.PingAsync(Cancel));
        await Should.ThrowAsync<Exception>(() => absent.SendAsync(Message("t-1"), Cancel));
    }

    private DepartmentMessage Message(string taskId) => new(
        taskId, "dispatch", department, "c-1", "medical-assistance", "640104",
        new DateTimeOffset(2026, 8, 3, 1, 0, 0, TimeSpan.Zero));

    private async Task<QueueMessage> ReceiveAsync() =>
        (await Queue.ReceiveMessageAsync(cancellationToken: Cancel)).Value.ShouldNotBeNull();
}
