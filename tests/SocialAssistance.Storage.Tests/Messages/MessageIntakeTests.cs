using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Cases.Running;
using SocialAssistance.Departments;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Register;
using SocialAssistance.Storage.Messages;
using SocialAssistance.Storage.Sqlite;
using SocialAssistance.Storage.Tests.Sqlite;
using SocialAssistance.Testing.Privacy;
using SocialAssistance.Testing.Samples;
using Xunit;
using static SocialAssistance.Storage.Tests.Messages.SampleMessages;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Storage.Tests.Messages;

/// <summary>Departments' messages, from the bytes to the case.</summary>
public sealed class MessageIntakeTests : IAsyncDisposable
{
    private const string Direct = "20260803-640104-00000000000B";

    private readonly TestDatabase _database = new();
    private readonly SqliteCaseStore _store;
    private readonly CaseService _cases;
    private readonly MessageIntake _intake;
    private readonly SqliteAuditTrail _trail;

    public MessageIntakeTests()
    {
        var clock = new FakeTimeProvider(SampleCases.Now.ToUniversalTime());
        var database = _database.Open();
        _store = new SqliteCaseStore(database, SampleAudit.Chain);
        var register = new RegisterService(new SqliteRecognitionRegister(database), SamplePrivacy.Hash, clock);
        _cases = new CaseService(_store, register, NoRunner.Instance, SamplePrivacy.Sealing, SampleGuide.Guide, clock);
        _trail = new SqliteAuditTrail(database, SampleAudit.Chain, clock);
        _intake = new MessageIntake(_cases, _trail, clock);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_message_has_the_outcome_of_the_same_event_said_directly()
    {
        await DispatchedAsync(CaseId);
        await DispatchedAsync(Direct);

        // In this order most are taken and some refused.
        foreach (var message in All())
        {
            var rejection = await TakeAsync(message);
            var said = DepartmentEventReader.ReadAddressed(Bytes(message["data"]!), Department).Value!.Said;
            var direct = (await _cases.ApplyAsync(Direct, said, Cancel)) as CaseOutcome.Refused;
            rejection.ShouldBe(direct is null ? null : new MessageRejection(direct.Refusal.Code, direct.Refusal.Detail));
        }

        var (byMessage, directly) = (await FindAsync(CaseId), await FindAsync(Direct));
        byMessage.Items.Select(i => i.Status).ShouldBe(directly.Items.Select(i => i.Status));
        SamplePrivacy.Open(byMessage).Timeline.Select(e => (e.Kind, e.EventId, e.Note)).ShouldBe(SamplePrivacy.Open(directly).Timeline.Select(e => (e.Kind, e.EventId, e.Note)));
        byMessage.Handled.ShouldBe(directly.Handled);
        byMessage.Version.ShouldBe(directly.Version);
        byMessage.Version.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task The_same_message_twice_is_taken_twice_and_happens_once()
    {
        await DispatchedAsync(CaseId);
        (await TakeAsync(Granted())).ShouldBeNull();
        var once = await FindAsync(CaseId);
        once.FindItem(Item)!.Status.ShouldBe(ItemStatus.Granted);

        // A broker may give it another id of its own.
        (await TakeAsync(With(Granted(), "id", "message-2"))).ShouldBeNull();
        (await FindAsync(CaseId)).Version.ShouldBe(once.Version);
        var changed = Granted();
        changed["data"]!["operator"] = "另一人";
        (await TakeAsync(changed)).ShouldNotBeNull().Code.ShouldBe("event-id-reused");
    }

    [Fact]
    public async Task What_the_process_refuses_is_told_by_its_code()
    {
        await DispatchedAsync(CaseId);
        await _store.CreateAsync(SampleCases.New(SampleCases.Awaiting(Direct), "awaiting"), Cancel);
        (await CodeAsync(Message(Said("accepted", item: "veteran-assistance")))).ShouldBe("item-of-other-department");
        (await CodeAsync(Message(Said("accepted"), "education"))).ShouldBe("item-of-other-department");
        (await CodeAsync(Message(Said("accepted", item: "nothing")))).ShouldBe("item-not-found");
        (await CodeAsync(Message(Said("accepted", Direct)))).ShouldBe("case-not-found");
        (await CodeAsync(Message(Said("accepted", "20260803-640104-00000000000Z")))).ShouldBe("case-not-found");
        (await CodeAsync(Message(Said("accepted", "no-case")))).ShouldBe("case-not-found");
        (await CodeAsync(Message(Said("accepted", "../../x")))).ShouldBe("case-not-found");
        (await FindAsync(CaseId)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_refused_stands_in_the_trail_with_its_code_and_nothing_of_the_message()
    {
        await DispatchedAsync(CaseId);
        await TakeAsync(Message(Said("accepted", item: "veteran-assistance")));
        await TakeAsync(Message(Said("accepted", "王小明")));
        await TakeAsync(Message(With(Said("decided"), "occurredAt", "yesterday")));
        await _intake.RefuseAsync(new MessageRejection("signature-wrong", "..."), Cancel);
        await TakeAsync(Accepted());

        var records = (await _trail.ListAsync(new AuditQuery { Action = "message-refused" }, Cancel)).Records.Reverse().Select(r => r.Entry);
        records.Select(e => (e.Actor.Name, e.CaseId, e.Outcome)).ShouldBe(
        [
            ("message-" + Department, CaseId, "item-of-other-department"),
            ("message-" + Department, "", "case-not-found"),
            ("department-messages", "", "invalid-input"),
            ("department-messages", "", "signature-wrong"),
        ]);
    }

    [Fact]
    public async Task A_wrong_message_is_refused_with_every_place()
    {
        var message = Message(With(Said("decided"), "occurredAt", "yesterday"), "nobody");
        var rejection = (await TakeAsync(message)).ShouldNotBeNull();
        rejection.ShouldBe(new MessageRejection("invalid-input", "/source unknown-code; /data/decision required; /data/occurredAt invalid-date"));
    }

    [Fact]
    public async Task A_refusal_says_nothing_of_what_stood_in_the_message()
    {
        await DispatchedAsync(CaseId);
        string[] planted = ["640102199001011237", "13912345678", "王小明", "WangXiaoming19900101"];
        foreach (var value in planted)
        {
            foreach (var name in Said("decided").Select(m => m.Key).Append("note").Append("decision"))
            {
                await SaysNothingAsync(Message(With(Said("decided"), name, value)), value);
            }

            foreach (var name in new[] { "id", "source", "type", "subject", "datacontenttype", "data" })
            {
                await SaysNothingAsync(With(Message(Said("decided")), name, value), value);
            }

            await SaysNothingAsync(Message(With(Said("accepted"), value, "x")), value);
            await SaysNothingAsync(Message(With(Said("decided"), "decision", new JsonObject { [value] = value, [value + "/a~b"] = 1 })), value);
            await SaysNothingAsync(With(Message(Said("no-type")), "extension", value), value);
        }
    }

    private async Task SaysNothingAsync(JsonObject message, string planted)
    {
        var rejection = (await TakeAsync(message)).ShouldNotBeNull(message.ToJsonString());
        $"{rejection.Code} {rejection.Detail}".ShouldNotContain(planted);
    }

    private async Task<string> CodeAsync(JsonObject message) => (await TakeAsync(message)).ShouldNotBeNull().Code;

    private Task<MessageRejection?> TakeAsync(JsonObject message) => _intake.TakeAsync(DecisionEvents.Read(Bytes(message), SampleGuide.Guide), Cancel);

    private async Task DispatchedAsync(string caseId) =>
        await _store.CreateAsync(SampleCases.New(SampleCases.Dispatched(caseId), "digest-" + caseId), Cancel);

    private async Task<Case> FindAsync(string caseId) => (await _store.FindAsync(caseId, Cancel)).ShouldNotBeNull();
}
