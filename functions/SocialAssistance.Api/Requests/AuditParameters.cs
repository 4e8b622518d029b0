using System.Globalization;
using Microsoft.AspNetCore.Http;
using SocialAssistance.Cases;
using SocialAssistance.Input;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Api.Requests;

/// <summary>Reads the parameters of a question to the audit trail, with every fault at once.</summary>
internal static class AuditParameters
{
    private const int MaxText = 128;

    public static AuditQuery Read(IQueryCollection query, Faults faults)
    {
        var asked = new AuditQuery
        {
            From = Day(query, "from", faults),
            To = Day(query, "to", faults),
            CaseId = WorkListParameters.Value(query, "caseId", faults),
            Actor = Text(query, "actor", faults),
            Action = Text(query, "action", faults),
            PageSize = WorkListParameters.PageSize(WorkListParameters.Value(query, "pageSize", faults), faults),
            Continuation = WorkListParameters.Value(query, "continuation", faults),
        };
        if (asked.CaseId is { } caseId && !CaseIds.IsWellFormed(caseId))
        {
            faults.Add("/caseId", InputFault.UnknownCode, "这不是申请编号，请核对");
        }

        if (asked.From > asked.To)
        {
            faults.Add("/from", InputFault.OutOfRange, "起始日期不能晚于截止日期");
        }

        return asked;
    }

    /// <summary>A day as it stands in an address; null when it is none.</summary>
    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static DateOnly? Day(IQueryCollection query, string name, Faults faults)
    {
        var text = WorkListParameters.Value(query, name, faults);
        var day = Day(text);
        if (text is not null && day is null)
        {
            faults.Add("/" + name, InputFault.InvalidDate, "日期应当写成 2026-08-03 这样");
        }

        return day;
    }

    private static string? Text(IQueryCollection query, string name, Faults faults)
    {
        var text = WorkListParameters.Value(query, name, faults);
        if (text?.Length > MaxText)
        {
            faults.Add("/" + name, InputFault.TooLong, $"最多 {MaxText} 个字符");
        }

        return text;
    }
}
