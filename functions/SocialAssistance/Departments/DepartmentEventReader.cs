using System.Collections.Immutable;
using SocialAssistance.Applications;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Input;

namespace SocialAssistance.Departments;

/// <summary>Reads what a department says of one of its items.</summary>
public static class DepartmentEventReader
{
    private const string Accepted = "accepted";
    private const string NotAccepted = "not-accepted";
    private const string SupplementRequested = "supplement-requested";
    private const string Progressed = "progressed";
    private const string Decided = "decided";
    private const string Revised = "revised";

    /// <summary>Everything a department can say.</summary>
    public static ImmutableArray<string> Types { get; } = [Accepted, NotAccepted, SupplementRequested, Progressed, Decided, Revised];

    /// <summary>Reads one event that names its case and item: <c>caseId</c> and <c>item</c> besides the event's own members.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="department">Code of the department that says it.</param>
    public static Reading<AddressedEvent> ReadAddressed(ReadOnlyMemory<byte> utf8, string department) =>
        InputReader.Read(utf8, e => new AddressedEvent(e.Text("caseId", 64), Read(e, department, e.Text("item", 64))));

    /// <summary>Reads one event. Members that belong to a larger document are asked for by whoever reads that.</summary>
    /// <param name="e">The event's members; takes the faults.</param>
    /// <param name="department">Code of the department that says it.</param>
    /// <param name="item">Code of the item.</param>
    public static DepartmentEvent Read(ObjectReader e, string department, string item)
    {
        ArgumentNullException.ThrowIfNull(e);
        var type = e.Code("type", Types);
        var decision = Section(e, "decision", type is Decided or Revised, ReadDecision);
        DepartmentEvent said = type switch
        {
            Accepted => new ItemTakenUp(),
            NotAccepted => new ItemRefused(),
            SupplementRequested => Section(e, "supplement", true, ReadSupplement) ?? new SupplementAsked([], "", default),
            Decided => new ItemDecided(decision!),
            Revised => new DecisionChanged(decision!),
            _ => new ProgressReported(),
        };
        if (said is not SupplementAsked)
        {
            Section(e, "supplement", false, ReadSupplement);
        }

        return said with
        {
            EventId = EventId(e),
            Department = department,
            Item = item,
            OccurredAt = e.Moment("occurredAt") ?? default,
            Operator = e.Text("operator", 50),
            // Not to take an item up, a change of mind and a progress note say nothing without words.
            Note = type is NotAccepted or Revised or Progressed ? e.Text("note", 1000) : e.OptionalText("note", 1000),
        };
    }

    private static string EventId(ObjectReader e)
    {
        var id = e.Reference("eventId", 100);
        if (!e.Faults.At(e.At("eventId")) && id.Any(c => c is <= ' ' or > '~'))
        {
            e.Fault("eventId", InputFault.InvalidCharacters, "事件编号只能用字母、数字和常用符号，不能有空格");
        }

        return id;
    }

    /// <summary>A section that goes with some types only: missing where it must be, or there where it must not, is a fault.</summary>
    private static T? Section<T>(ObjectReader e, string name, bool expected, Func<ObjectReader, T> read)
        where T : class
    {
        if (expected)
        {
            return e.Object(name, read);
        }

        if (e.Has(name))
        {
            e.Fault(name, InputFault.UnknownField, "这种事件不能带这一部分");
        }

        return null;
    }

    private static SupplementAsked ReadSupplement(ObjectReader s) => new(
        [.. s.Texts("materials", 1, 12, 64).Distinct()],
        s.Text("message", 1000),
        AnswerBy(s));

    /// <summary>A day means the whole of it; a moment means itself.</summary>
    private static DateTimeOffset AnswerBy(ObjectReader s) =>
        !s.IsDate("answerBy") ? s.Moment("answerBy") ?? default
        // Some systems write the last day there is for "open": it has no day after it.
        : s.Date("answerBy") is { } day && day < DateOnly.MaxValue ? ChinaTime.EndOf(day)
        : ChinaTime.StartOf(DateOnly.MaxValue);

    private static Decision ReadDecision(ObjectReader d)
    {
        var outcome = Codes.Find<DecisionOutcome>(d.Code("outcome", [.. Codes.All<DecisionOutcome>()])) ?? DecisionOutcome.Granted;
        var denied = outcome == DecisionOutcome.Denied;
        var grants = d.Objects("grants", 0, 20, ReadGrant);
        if (denied && !grants.IsEmpty)
        {
            d.Fault("grants", InputFault.UnknownField, "不予通过的决定不能带救助内容");
        }

        return new Decision
        {
            Outcome = outcome,
            DocumentNumber = d.Reference("documentNumber", 100),
            Grants = grants,
            // Whoever is refused must learn why, by which law, and how to appeal.
            Reason = denied ? d.Text("reason", 1000) : d.OptionalText("reason", 1000),
            LegalBasis = denied ? d.Text("legalBasis", 500) : d.OptionalText("legalBasis", 500),
            Remedy = denied ? d.Text("remedy", 500) : d.OptionalText("remedy", 500),
            DecidedAt = default,
        };
    }

    private static Grant ReadGrant(ObjectReader g)
    {
        var grant = new Grant(g.Text("kind", 100), g.Amount("amount"), g.Text("unit", 20), g.Date("from") ?? default, g.OptionalDate("to"));
        if (grant.To < grant.From && !g.Faults.At(g.At("from")))
        {
            g.Fault("to", InputFault.OutOfRange, "结束日期不能早于开始日期");
        }

        return grant;
    }
}

/// <summary>What a department says, and of which case.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Said">What it says.</param>
public sealed record AddressedEvent(string CaseId, DepartmentEvent Said);
