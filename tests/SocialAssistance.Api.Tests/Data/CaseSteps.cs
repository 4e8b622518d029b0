using System.Text.Json.Nodes;
using SocialAssistance.Api.Tests.Http;
using SocialAssistance.Testing.Scans;

namespace SocialAssistance.Api.Tests.Data;

/// <summary>The usual steps of a case, for tests that are about a later one.</summary>
internal static class CaseSteps
{
    private const int ScanBytes = 8 * 1024;
    private static int s_scan;

    /// <summary>A small scan that no other is like.</summary>
    public static byte[] Scan() => SampleScans.Png(ScanBytes, Interlocked.Increment(ref s_scan));

    /// <summary>Files an application.</summary>
    /// <returns>The number of the case.</returns>
    public static async Task<string> FileAsync(this Target api, JsonObject form) =>
        (string)(await api.Platform.PostAsync("applications", form)).Expect(201)["caseId"]!;

    /// <summary>Files an application and hands in all that is missing.</summary>
    public static async Task<string> DispatchAsync(this Target api, JsonObject form)
    {
        var filed = (await api.Platform.PostAsync("applications", form)).Expect(201);
        var caseId = (string)filed["caseId"]!;
        foreach (var missing in filed["missingMaterials"]!.AsArray())
        {
            (await api.Platform.UploadAsync(caseId, (string)missing!["material"]!, Scan())).Expect(202);
        }

        return caseId;
    }

    public static Task<string> DispatchAsync(this Target api, params string[] items) => api.DispatchAsync(Forms.For(items));

    public static async Task<JsonNode> ProgressAsync(this Target api, string caseId) =>
        (await api.Platform.GetAsync($"applications/{caseId}")).Expect(200);

    public static async Task<JsonNode> TaskAsync(this Target api, string caseId, string item) =>
        (await api.Department(Items.DepartmentOf(item)).GetAsync(TaskPath(caseId, item))).Expect(200);

    /// <summary>The department of an item says something of it.</summary>
    public static Task<Reply> SayAsync(this Target api, string caseId, string item, JsonNode said) =>
        api.Department(Items.DepartmentOf(item)).PostAsync(TaskPath(caseId, item) + "/events", said);

    public static async Task<string[]> TimelineAsync(this Target api, string caseId) =>
        [.. (await api.Platform.GetAsync($"applications/{caseId}/timeline")).Expect(200)["entries"]!.AsArray().Select(e => (string)e!["kind"]!)];

    /// <summary>All pages of a department's work list.</summary>
    public static async Task<List<JsonNode>> WorkListAsync(this Target api, string department, string query)
    {
        var tasks = new List<JsonNode>();
        string? continuation = null;
        do
        {
            var more = continuation is null ? "" : "&continuation=" + Uri.EscapeDataString(continuation);
            var page = (await api.Department(department).GetAsync($"departments/{department}/tasks?{query}{more}")).Expect(200);
            tasks.AddRange(page["tasks"]!.AsArray().Select(t => t!));
            continuation = (string?)page["continuation"];
        }
        while (continuation is not null);
        return tasks;
    }

    public static JsonNode Item(this JsonNode progress, string item) =>
        progress["items"]!.AsArray().Single(i => (string)i!["item"]! == item)!;

    public static string[] Texts(this JsonNode? array, string? member = null) =>
        [.. array!.AsArray().Select(e => (string)(member is null ? e : e![member])!)];

    public static string TaskPath(string caseId, string item) => $"departments/{Items.DepartmentOf(item)}/tasks/{caseId}/{item}";
}
