using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Local.Tests.Hosting;

namespace SocialAssistance.Local.Tests.Crash;

/// <summary>One item at its department: taken up, perhaps supplemented or withdrawn, decided, perhaps decided anew.</summary>
internal sealed class ItemJourney(HostClient host, CaseRecord record, string department, string item, Random random)
{
    private static int _scans = 1000;

    private int _said;

    /// <summary>Code of the department.</summary>
    public string Department => department;

    private string Path => $"departments/{department}/tasks/{record.CaseId}/{item}";

    /// <summary>Goes the item's way, drawn by lot.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        (await host.GetAsync(department, Path, cancellationToken)).Expect(HttpStatusCode.OK);
        switch (random.Next(20))
        {
            case 0:
                (await WithdrawAsync(cancellationToken)).Expect(HttpStatusCode.OK);
                record.Withdrawn.Add(item);
                return;
            case 1:
                (await SayAsync("not-accepted", cancellationToken, ("note", "不属于本事项范围"))).Expect(HttpStatusCode.OK);
                return;
            case 2 or 3:
                await ContestAsync(cancellationToken);
                return;
            case 4 or 5:
                await SupplementAsync(cancellationToken);
                break;
        }

        (await SayAsync("accepted", cancellationToken)).Expect(HttpStatusCode.OK);
        (await DecideAsync("decided", cancellationToken)).Expect(HttpStatusCode.OK);
        if (random.Next(6) == 0)
        {
            (await DecideAsync("revised", cancellationToken, ("note", "复核后变更"))).Expect(HttpStatusCode.OK);
        }
    }

    private async Task SupplementAsync(CancellationToken cancellationToken)
    {
        var asked = new JsonObject { ["materials"] = new JsonArray("other"), ["message"] = "请补交证明材料", ["answerBy"] = "2026-08-20" };
        (await SayAsync("supplement-requested", cancellationToken, ("supplement", asked))).Expect(HttpStatusCode.OK);
        var scan = CaseJourney.Scan(record, Interlocked.Increment(ref _scans)).Content;
        await CaseJourney.UploadAsync(host, record, "other", scan, cancellationToken);
    }

    /// <summary>The applicant withdraws the item while the department decides it: just one of them comes first.</summary>
    private async Task ContestAsync(CancellationToken cancellationToken)
    {
        var decision = DecideAsync("decided", cancellationToken);
        var withdrawal = WithdrawAsync(cancellationToken);
        await Task.WhenAll(decision, withdrawal);
        HttpStatusCode[] answers = [(await decision).Status, (await withdrawal).Status];
        answers.Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict]);
        if ((await withdrawal).Status == HttpStatusCode.OK)
        {
            record.Withdrawn.Add(item);
        }
    }

    private Task<Answer> WithdrawAsync(CancellationToken cancellationToken) => host.PostAsync(
        "platform",
        $"applications/{record.CaseId}/withdrawal",
        new JsonObject { ["items"] = new JsonArray(item), ["reason"] = "不再需要" },
        cancellationToken);

    private Task<Answer> DecideAsync(string type, CancellationToken cancellationToken, params (string Name, JsonNode Value)[] more)
    {
        var decision = new JsonObject
        {
            ["outcome"] = "granted",
            ["documentNumber"] = string.Create(CultureInfo.InvariantCulture, $"{record.Number}-{item}-{_said}"),
            ["grants"] = new JsonArray(new JsonObject { ["kind"] = "补助", ["amount"] = 100, ["unit"] = "元/月", ["from"] = "2026-08-01" }),
        };
        if (random.Next(4) == 0)
        {
            decision["outcome"] = "denied";
            decision["grants"] = new JsonArray();
            (decision["reason"], decision["legalBasis"], decision["remedy"]) = ("收入超过标准", "《社会救助暂行办法》", "六十日内可申请行政复议");
        }

        return SayAsync(type, cancellationToken, [("decision", decision), .. more]);
    }

    private async Task<Answer> SayAsync(string type, CancellationToken cancellationToken, params (string Name, JsonNode Value)[] more)
    {
        var body = new JsonObject
        {
            ["eventId"] = Guid.NewGuid().ToString(),
            ["type"] = type,
            ["occurredAt"] = HostSettings.Rehearsal,
            ["operator"] = "经办员",
        };
        foreach (var (name, value) in more)
        {
            body[name] = value;
        }

        var order = _said++;
        var answer = await host.PostAsync(department, Path + "/events", body, cancellationToken);
        record.Events.Add(new SaidEvent(department, item, type, order, body, answer.Status, answer.Text));
        return answer;
    }
}
