using System.Text;
using System.Text.Json.Nodes;
using SocialAssistance.Storage.Messages;

namespace SocialAssistance.Storage.Tests.Messages;

/// <summary>Messages as departments send them.</summary>
internal static class SampleMessages
{
    public const string CaseId = "20260803-640104-00000000000A";
    public const string Item = "medical-assistance";
    public const string Department = "medical-insurance";

    /// <summary>One of each thing that a department can say.</summary>
    public static JsonObject[] All() =>
    [
        Message(Said("accepted")),
        Message(With(Said("not-accepted"), "note", "不属于本地受理范围")),
        Message(With(Said("progressed"), "note", "已入户调查")),
        Message(With(Said("supplement-requested"), "supplement", new JsonObject { ["materials"] = new JsonArray("other"), ["message"] = "请补交", ["answerBy"] = "2026-09-01" })),
        Message(With(Said("decided"), "decision", Denial())),
        Granted(),
        Message(With(With(Said("revised"), "note", "复核后变更"), "decision", Denial())),
    ];

    public static JsonObject Accepted() => Message(Said("accepted"));

    public static JsonObject Granted() => Message(With(Said("decided"), "decision", new JsonObject
    {
        ["outcome"] = "granted",
        ["documentNumber"] = "示救〔2026〕1号",
        ["grants"] = new JsonArray(new JsonObject { ["kind"] = "救助金", ["amount"] = 650.5, ["unit"] = "元/月", ["from"] = "2026-08-01" }),
    }));

    public static JsonObject Message(JsonNode? data, string department = Department) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = "message-1",
        ["source"] = "/departments/" + department,
        ["type"] = DecisionEvents.Type,
        ["datacontenttype"] = "application/json",
        ["data"] = data,
    };

    public static JsonObject Said(string type, string caseId = CaseId, string item = Item) => new()
    {
        ["caseId"] = caseId,
        ["item"] = item,
        ["eventId"] = "event-" + type,
        ["type"] = type,
        ["occurredAt"] = "2026-08-03T08:30:00+08:00",
        ["operator"] = "经办员",
    };

    public static T With<T>(T json, string name, JsonNode? value)
        where T : JsonNode
    {
        json[name] = value;
        return json;
    }

    public static byte[] Bytes(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static JsonObject Denial() => new()
    {
        ["outcome"] = "denied",
        ["documentNumber"] = "示救〔2026〕2号",
        ["reason"] = "家庭人均收入高于标准",
        ["legalBasis"] = "《社会救助暂行办法》第九条",
        ["remedy"] = "60日内可向上一级部门申请行政复议",
    };
}
