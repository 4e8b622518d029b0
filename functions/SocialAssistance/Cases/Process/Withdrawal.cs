namespace SocialAssistance.Cases.Process;

/// <summary>The applicant takes back the whole application or single items, as long as they are open.</summary>
internal static class Withdrawal
{
    public static Step Withdraw(Case @case, WithdrawalRequested request, DateTimeOffset now)
    {
        if (request.Items.FirstOrDefault(i => @case.FindItem(i) is null) is not null)
        {
            return CaseRefusals.UnknownItem;
        }

        var named = request.Items.IsEmpty ? @case.Items : [.. request.Items.Distinct().Select(i => @case.FindItem(i)!)];
        var open = named.Where(i => !i.IsClosed).ToArray();
        if (!request.Items.IsEmpty && named.FirstOrDefault(i => i.IsClosed && i.Status != ItemStatus.Withdrawn) is { } ended)
        {
            return CaseRefusals.ItemClosed(ended.Status);
        }

        // Asking again for what is withdrawn already is answered alike; asking for a case that ended otherwise is not.
        if (open.Length == 0)
        {
            return named.All(i => i.Status == ItemStatus.Withdrawn) ? @case : CaseRefusals.CaseClosed;
        }

        return open.Aggregate(@case, (c, i) => Withdraw(c, i, request.Reason, now));
    }

    private static Case Withdraw(Case @case, CaseItem item, Privacy.Personal<string>? reason, DateTimeOffset now)
    {
        var next = @case.With(item.Closed(ItemStatus.Withdrawn, now)).Log(new TimelineEntry
        {
            At = now,
            Kind = TimelineKind.ItemWithdrawn,
            By = CaseSteps.Applicant,
            Item = item.Item,
            Note = reason,
        });

        // A department that never had the item has nothing to be told.
        return item.DispatchedAt is null ? next : next.Owe(TaskKind.ItemWithdrawn, item.Item, item.Department, now);
    }
}
