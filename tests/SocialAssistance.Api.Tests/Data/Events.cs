using System.Text.Json.Nodes;

namespace SocialAssistance.Api.Tests.Data;

/// <summary>What departments say, as they send it.</summary>
internal static class Events
{
    public static JsonObject Accepted() => Event("accepted");

    public static JsonObject NotAccepted() => Event("not-accepted").With("note", "不属于本地受理范围");

    public static JsonObject Progressed(string note = "已入户调查") => Event("progressed").With("note", note);

    public static JsonObject Supplement(string answerBy, params string[] materials) => Event("supplement-requested").With("supplement", new JsonObject
    {
        ["materials"] = new JsonArray([.. materials.Select(m => JsonValue.Create(m))]),
        ["message"] = "请补交材料",
        ["answerBy"] = answerBy,
    });

    public static JsonObject Granted(string document = "示救〔2026〕1号") => Event("decided").With("decision", Grant(document));

    public static JsonObject Denied() => Event("decided").With("decision", Denial());

    public static JsonObject Revised(JsonObject decision) => Event("revised").With("note", "复核后变更").With("decision", decision);

    public static JsonObject Grant(string document = "示救〔2026〕1号") => new()
    {
        ["outcome"] = "granted",
        ["documentNumber"] = document,
        ["grants"] = new JsonArray(new JsonObject { ["kind"] = "救助金", ["amount"] = 650.5, ["unit"] = "元/月", ["from"] = "2026-08-01", ["to"] = "2027-07-31" }),
    };

    public static JsonObject Denial() => new()
    {
        ["outcome"] = "denied",
        ["documentNumber"] = "示救〔2026〕2号",
        ["reason"] = "家庭人均收入高于标准",
        ["legalBasis"] = "《社会救助暂行办法》第九条",
        ["remedy"] = "60日内可向上一级部门申请行政复议",
    };

    public static JsonObject With(this JsonObject json, string name, JsonNode? value)
    {
        json[name] = value;
        return json;
    }

    private static JsonObject Event(string type) => new()
    {
        ["eventId"] = Guid.NewGuid().ToString(),
        ["type"] = type,
        ["occurredAt"] = "2026-08-03T08:30:00+08:00",
        ["operator"] = "经办员",
    };
}
