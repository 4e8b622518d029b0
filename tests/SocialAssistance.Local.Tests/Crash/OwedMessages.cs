using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Storage.Messages;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Local.Tests.Crash;

/// <summary>
/// The messages that a case owed the departments, told from its timeline alone: what happened in which order says who had
/// to be told of what.
/// </summary>
internal sealed class OwedMessages
{
    private readonly Case _case;
    private readonly ServiceGuide _guide;
    private readonly HashSet<string> _open;
    private readonly Dictionary<string, (int Number, bool Granted)> _decisions = [];
    private readonly List<(string Item, string EventId)> _asked = [];
    private readonly List<QueuedMessage> _owed = [];

    private OwedMessages(Case @case, ServiceGuide guide)
    {
        _case = @case;
        _guide = guide;
        _open = [.. @case.Items.Select(i => i.Item)];
    }

    /// <summary>The messages.</summary>
    public static IReadOnlyList<QueuedMessage> Of(Case @case, ServiceGuide guide)
    {
        var messages = new OwedMessages(@case, guide);
        foreach (var entry in @case.Timeline)
        {
            messages.After(entry);
        }

        return messages._owed;
    }

    private void After(TimelineEntry entry)
    {
        switch (entry.Kind)
        {
            case TimelineKind.Dispatched:
                foreach (var item in _open)
                {
                    Owe(DepartmentOf(item), "dispatch", item);
                }

                break;
            case TimelineKind.SupplementRequested:
                _asked.Add((entry.Item!, entry.EventId!));
                break;
            case TimelineKind.SupplementAnswered:
                Owe(DepartmentOf(entry.Item!), "supplement-answered", entry.Item!, NumberOf(entry.Item!, entry.EventId!));
                break;
            case TimelineKind.ItemWithdrawn:
                _open.Remove(entry.Item!);
                Owe(DepartmentOf(entry.Item!), "item-withdrawn", entry.Item!);
                break;
            case TimelineKind.ItemNotAccepted:
                _open.Remove(entry.Item!);
                break;
            case TimelineKind.Decided or TimelineKind.DecisionRevised:
                _open.Remove(entry.Item!);
                Share(entry.Item!, entry.Decision!.Outcome == DecisionOutcome.Granted);
                break;
        }
    }

    private string NumberOf(string item, string eventId) =>
        FormattableString.Invariant($"{_asked.Where(a => a.Item == item).ToList().IndexOf((item, eventId)) + 1}");

    private void Share(string item, bool granted)
    {
        var before = _decisions.GetValueOrDefault(item);
        _decisions[item] = (before.Number + 1, granted);
        if (!_guide.Item(item).Recognises || !(granted || before.Granted))
        {
            return;
        }

        var number = FormattableString.Invariant($"{before.Number + 1}");
        foreach (var dependent in _open.Where(i => _guide.Item(i).NeedsComparison))
        {
            Owe(DepartmentOf(dependent), "share-recognition", dependent, item, number);
        }

        foreach (var partner in _guide.FindDepartment(DepartmentOf(item))!.SharesRecognitionsWith)
        {
            Owe(partner, "share-recognition", item, partner, number);
        }
    }

    private void Owe(string department, string type, string item, params string[] about) => _owed.Add(new QueuedMessage(
        department,
        string.Join('.', [_case.CaseId, type, item, .. about]),
        TaskEvents.TypePrefix + type,
        $"{_case.CaseId}/{item}"));

    private string DepartmentOf(string item) => _guide.Item(item).Department;
}
