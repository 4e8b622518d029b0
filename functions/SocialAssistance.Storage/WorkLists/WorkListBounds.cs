using SocialAssistance.Cases;
using SocialAssistance.Departments;

namespace SocialAssistance.Storage.WorkLists;

/// <summary>What a work-list query asks for in the end, the same for every store.</summary>
internal static class WorkListBounds
{
    /// <summary>Largest page.</summary>
    public const int MaxPage = 200;

    /// <summary>Rows on a page of this query.</summary>
    public static int PageSize(WorkListQuery query) => Math.Clamp(query.PageSize, 1, MaxPage);

    /// <summary>Whether it asks for open items only (true), for ended ones only (false) or for both (null).</summary>
    public static bool? Open(WorkListQuery query) => query.Status is { } status
        ? status is ItemStatus.Dispatched or ItemStatus.Accepted or ItemStatus.SupplementRequested
        : query.IncludeClosed ? null : true;

    /// <summary>After which row it goes on.</summary>
    /// <exception cref="ArgumentException">The continuation is none that a page of the work list gave.</exception>
    public static WorkListPosition Position(WorkListQuery query) =>
        query.Continuation is { } continuation ? WorkListPosition.Parse(continuation) : WorkListPosition.Start;
}
