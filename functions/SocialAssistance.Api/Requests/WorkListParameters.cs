using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Guide;
using SocialAssistance.Input;

namespace SocialAssistance.Api.Requests;

/// <summary>Reads the parameters of a work-list query, with every fault at once.</summary>
public static class WorkListParameters
{
    private const string All = "all";
    private const string Open = "open";

    /// <summary>Reads the query of a request.</summary>
    /// <param name="query">The request's query.</param>
    /// <param name="caller">Who asks; its divisions bound what it sees.</param>
    /// <param name="department">Code of the department whose list it is, or null for all.</param>
    /// <param name="today">Today in Asia/Shanghai.</param>
    /// <param name="faults">Takes the faults.</param>
    public static WorkListQuery Read(IQueryCollection query, Caller caller, string? department, DateOnly today, Faults faults)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(faults);
        var status = Value(query, "status", faults);
        return new WorkListQuery
        {
            Department = department,
            Divisions = Divisions(Value(query, "division", faults), caller, faults),
            Status = status is null or All or Open ? null : CodeOf<ItemStatus>(status, "/status", faults),
            IncludeClosed = status == All,
            Light = Value(query, "light", faults) is { } light ? CodeOf<Light>(light, "/light", faults) : null,
            MinFailedAttempts = Undelivered(Value(query, "undelivered", faults), faults) ? 1 : 0,
            Today = today,
            PageSize = PageSize(Value(query, "pageSize", faults), faults),
            Continuation = Value(query, "continuation", faults),
        };
    }

    /// <summary>The one value of a parameter, or null.</summary>
    internal static string? Value(IQueryCollection query, string name, Faults faults)
    {
        // Of two values neither can be the one that is meant.
        if (query[name].Count > 1)
        {
            faults.Add("/" + name, InputFault.DuplicateField, "同一项填写了两次");
        }

        return query[name] is [{ Length: > 0 } value] ? value : null;
    }

    private static bool Undelivered(string? text, Faults faults)
    {
        if (text is not (null or "true" or "false"))
        {
            faults.Add("/undelivered", InputFault.WrongType, "这里应当填写是（true）或否（false）");
        }

        return text == "true";
    }

    private static T? CodeOf<T>(string code, string pointer, Faults faults)
        where T : struct, Enum
    {
        if (Codes.Find<T>(code) is { } value)
        {
            return value;
        }

        faults.Add(pointer, InputFault.UnknownCode, "只能是：" + string.Join("、", Codes.All<T>()));
        return null;
    }

    private static ImmutableArray<string> Divisions(string? asked, Caller caller, Faults faults)
    {
        if (asked is null)
        {
            return caller.Divisions;
        }

        if (asked.Length != 6 || !asked.All(char.IsAsciiDigit))
        {
            faults.Add("/division", InputFault.UnknownCode, "行政区划代码是 6 位数字");
            return caller.Divisions;
        }

        // What lies outside the caller's divisions is not refused but empty: of what it may see, there is nothing there.
        return caller.Divisions.IsEmpty || caller.Divisions.Any(d => ServiceGuide.Covers(d, asked))
            ? [asked]
            : [.. caller.Divisions.Where(d => ServiceGuide.Covers(asked, d)).DefaultIfEmpty("none")];
    }

    /// <summary>How many a page is to hold.</summary>
    internal static int PageSize(string? text, Faults faults)
    {
        if (text is null)
        {
            return 50;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= 200)
        {
            return size;
        }

        faults.Add("/pageSize", InputFault.OutOfRange, "每页 1 到 200 条");
        return 50;
    }
}
