using SocialAssistance.Departments;
using SocialAssistance.Materials;
using SocialAssistance.Privacy.Retention;
using SocialAssistance.Register;

namespace SocialAssistance.Cases;

/// <summary>Performs owed tasks. Each is harmless to perform twice.</summary>
public sealed class TaskPerformer(
    IDepartmentChannel channel, RegisterService register, MaterialIntake materials, IScanErasure scans, ICaseStore store)
{
    /// <summary>Performs one task of a case.</summary>
    /// <exception cref="Exception">It was not performed; it stays owed.</exception>
    public Task PerformAsync(Case @case, OwedTask task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(task);
        return task.Kind switch
        {
            TaskKind.RegisterRecognition => EnterAsync(@case, task.Subject, cancellationToken),
            TaskKind.InspectMaterial => materials.InspectAgainAsync(@case, task.Subject, cancellationToken),
            TaskKind.EraseScans => scans.EraseCaseAsync(@case.CaseId, cancellationToken),
            _ => channel.SendAsync(Message(@case, task), cancellationToken),
        };
    }

    /// <summary>Of two that enter different outcomes or different people at once, the one that is late finds out, and enters the newer.</summary>
    private async Task EnterAsync(Case @case, string item, CancellationToken cancellationToken)
    {
        Case entered;
        do
        {
            entered = @case;
            await register.EnterAsync(@case, item, cancellationToken).ConfigureAwait(false);
            @case = await store.FindAsync(@case.CaseId, cancellationToken).ConfigureAwait(false) ?? @case;
        }
        while (@case.FindItem(item)!.DecisionNumber != entered.FindItem(item)!.DecisionNumber || @case.Corrections.Length != entered.Corrections.Length);
    }

    private static DepartmentMessage Message(Case @case, OwedTask task) => new(
        task.TaskId, Codes.Of(task.Kind), task.Department!, @case.CaseId, task.Subject, @case.Form.Division, task.OwedAt);
}
