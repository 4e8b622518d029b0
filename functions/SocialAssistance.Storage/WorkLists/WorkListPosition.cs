using System.Buffers.Text;
using System.Globalization;
using System.Text;
using SocialAssistance.Departments;

namespace SocialAssistance.Storage.WorkLists;

/// <summary>A place in a work list: after which row to go on. It names no more than the row itself shows.</summary>
internal readonly record struct WorkListPosition(string DueSort, string CaseId, string Item) : IComparable<WorkListPosition>
{
    /// <summary>Sorts items without a due day last.</summary>
    public const string Never = "9999-12-31";

    private const int MaxLength = 1000;
    private const char Separator = '\n';

    public static WorkListPosition Start => new("", "", "");

    public static WorkListPosition After(WorkListRow row) => new(row.DueOn.Text() ?? Never, row.CaseId, row.Item);

    /// <summary>Before everything that is due on <paramref name="day"/> or later, unless this place is further on.</summary>
    public WorkListPosition NotBefore(string day) => string.CompareOrdinal(DueSort, day) < 0 ? new(day, "", "") : this;

    /// <summary>By due day, then by case, then by item.</summary>
    public int CompareTo(WorkListPosition other) => (string.CompareOrdinal(DueSort, other.DueSort), string.CompareOrdinal(CaseId, other.CaseId)) switch
    {
        (0, 0) => string.CompareOrdinal(Item, other.Item),
        (0, var byCase) => byCase,
        (var byDay, _) => byDay,
    };

    public string ToContinuation() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(Separator, DueSort, CaseId, Item)));

    /// <exception cref="ArgumentException">It is none that <see cref="ToContinuation"/> gave.</exception>
    public static WorkListPosition Parse(string continuation)
    {
        if (continuation.Length <= MaxLength && Base64Url.IsValid(continuation)
            && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(continuation)).Split(Separator) is [var due, var caseId, var item]
            && DateOnly.TryParseExact(due, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return new WorkListPosition(due, caseId, item);
        }

        throw new ArgumentException("The continuation is none that a page of this work list gave.", nameof(continuation));
    }
}
