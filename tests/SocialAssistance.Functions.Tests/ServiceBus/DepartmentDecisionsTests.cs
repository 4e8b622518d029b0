using System.Text;
using System.Text.Json;
using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Functions.ServiceBus;
using SocialAssistance.Functions.Tests.Orchestration;
using SocialAssistance.Guide;
using SocialAssistance.Storage.Messages;
using SocialAssistance.Storage.Webhooks;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Functions.Tests.ServiceBus;

/// <summary>Decisions that come by message: taken, refused for good with the reason, or left to be delivered again.</summary>
public sealed class DepartmentDecisionsTests : IAsyncLifetime
{
    private const string Case1 = "20260803-640104-00000000000A";

    private static readonly WebhookSecret Secret = WebhookSecret.Parse(Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(n => (byte)n)]))!;

    private readonly RecordedActions _actions = new();
    private OrchestrationRig? _rig;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private OrchestrationRig Rig => _rig ?? throw new InvalidOperationException("The test has not begun.");

    public async ValueTask InitializeAsync()
    {
        _rig = await OrchestrationRig.StartAsync();
        await _rig.DispatchedAsync(Case1);
    }

    public ValueTask DisposeAsync() => Rig.DisposeAsync();

    [Fact]
    public async Task A_decision_is_taken_and_the_message_is_done()
    {
        await TakeAsync(Message("human-resources", "employment-assistance"));
        await TakeAsync(Message("human-resources", "employment-assistance"));

        _actions.Completed.Count.ShouldBe(2);
        _actions.DeadLettered.ShouldBeEmpty();
        (await Rig.FindAsync(Case1)).FindItem("employment-assistance")!.Status.ShouldBe(ItemStatus.Accepted);
    }

    [Theory]
    [InlineData("education", "employment-assistance", Case1, "item-of-other-department")]
    [InlineData("human-resources", "employment-assistance", "20260803-640104-00000000000B", "case-not-found")]
    [InlineData("human-resources", "nothing", Case1, "item-not-found")]
    [InlineData("nobody", "employment-assistance", Case1, "signature-unknown-department")]
    public async Task What_never_can_be_taken_is_dead_lettered_with_the_reason(string department, string item, string caseId, string reason)
    {
        await TakeAsync(Message(department, item, caseId));

        _actions.Completed.ShouldBeEmpty();
        _actions.DeadLettered.ShouldHaveSingleItem().Reason.ShouldBe(reason);
    }

    [Fact]
    public async Task What_is_no_event_at_all_is_dead_lettered_and_a_long_list_of_faults_is_cut()
    {
        await TakeAsync("{");
        await TakeAsync(Message("human-resources", "employment-assistance", extra: Enumerable.Range(0, 2000).ToDictionary(n => $"more{n}", _ => (object)1)));

        _actions.DeadLettered.Select(d => d.Reason).ShouldBe(["signature-unknown-department", "invalid-input"]);
        _actions.DeadLettered[1].Description!.Length.ShouldBeInRange(1, 4096);
    }

    [Fact]
    public async Task What_is_no_bytes_is_dead_lettered_and_holds_up_nobody()
    {
        var lockToken = BinaryData.FromBytes(Guid.NewGuid().ToByteArray());
        foreach (var body in (AmqpMessageBody[])[AmqpMessageBody.FromValue("{}"), AmqpMessageBody.FromSequence([["{}"]])])
        {
            var message = ServiceBusReceivedMessage.FromAmqpMessage(new AmqpAnnotatedMessage(body), lockToken);
            var taking = Function().RunAsync(message, _actions, Rig.Client, Cancellation);
            await taking.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        }

        _actions.DeadLettered.Select(d => d.Reason).ShouldBe(["signature-unknown-department", "signature-unknown-department"]);
    }

    [Fact]
    public async Task What_fails_for_the_moment_is_left_to_be_delivered_again()
    {
        Rig.Store.FailReads();
        var taking = TakeAsync(Message("human-resources", "employment-assistance"));
        taking.IsCompleted.ShouldBeFalse("deliveries are counted: it is held for a while");
        Rig.Clock.Advance(TimeSpan.FromSeconds(31));
        await Should.ThrowAsync<IOException>(() => taking);

        _actions.Completed.ShouldBeEmpty();
        _actions.DeadLettered.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_signed_by_its_department_is_dead_lettered_and_never_applied()
    {
        var body = Message("human-resources", "employment-assistance");
        await TakeAsync(body, signed: false);
        await TakeAsync(body, secret: WebhookSecret.Parse(Convert.ToBase64String(new byte[32])));
        _actions.DeadLettered.Select(d => d.Reason).ShouldBe(["signature-missing", "signature-wrong"]);
        (await Rig.FindAsync(Case1)).FindItem("employment-assistance")!.Status.ShouldBe(ItemStatus.Dispatched);
    }

    private DepartmentDecisions Function()
    {
        var senders = SampleGuide.Guide.Departments.Select(d => new DecisionSender(d.Code, [Secret], []));
        var decisions = new SignedDecisions(senders, SignedDecisions.DefaultMaxAge, SampleGuide.Guide, Rig.Clock);
        return new DepartmentDecisions(new MessageIntake(Rig.Cases, Rig.Trail, Rig.Clock), decisions, Rig.Durable, Rig.Clock);
    }

    private Task TakeAsync(string body, bool signed = true, WebhookSecret? secret = null)
    {
        var headers = WebhookSignature.Sign("m1", Rig.Clock.GetUtcNow(), Encoding.UTF8.GetBytes(body), [secret ?? Secret]);
        var properties = signed
            ? new Dictionary<string, object>
            {
                [WebhookHeaders.IdName] = headers.Id!,
                [WebhookHeaders.TimestampName] = headers.Timestamp!,
                [WebhookHeaders.SignatureName] = headers.Signature!,
            }
            : [];
        var message = ServiceBusModelFactory.ServiceBusReceivedMessage(BinaryData.FromString(body), messageId: "m1", properties: properties);
        return Function().RunAsync(message, _actions, Rig.Client, Cancellation);
    }

    private string Message(string department, string item, string caseId = Case1, Dictionary<string, object>? extra = null)
    {
        var data = new Dictionary<string, object>(extra ?? [])
        {
            ["caseId"] = caseId,
            ["item"] = item,
            ["eventId"] = "e1",
            ["type"] = "accepted",
            ["occurredAt"] = Rig.Clock.Now().ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["operator"] = "经办人",
        };
        return JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["specversion"] = "1.0",
            ["id"] = "e1",
            ["type"] = DecisionEvents.Type,
            ["source"] = DecisionEvents.SourcePrefix + department,
            ["data"] = data,
        });
    }
}
