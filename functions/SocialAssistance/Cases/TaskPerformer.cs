using SocialAssistance.Departments;
using SocialAssistance.Materials;
using SocialAssistance.Register;

namespace SocialAssistance.Cases;

/// <summary>Performs owed tasks. Each is harmless to perform twice.</summary>
public sealed class TaskPerformer(IDepartmentChannel channel, RegisterService register, MaterialIntake materials)
{
    /// <summary>Performs one task of a case.</summary>
    /// <exception cref="Exception">It was not performed; it stays owed.</exception>
    public Task PerformAsync(Case @case, OwedTask task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(task);
        return task.Kind switch
        {
            TaskKind.RegisterRecognition => register.EnterAsync(@case, task.Subject, cancellationToken),
            TaskKind.InspectMaterial => materials.InspectAgainAsync(@case, task.Subject, cancellationToken),
            _ => channel.SendAsync(Message(@case, task), cancellationToken),
        };
    }

    private static DepartmentMessage Message(Case @case, OwedTask task) => new(
        task.TaskId, Codes.Of(task.Kind), task.Department!, @case.CaseId, task.Subject, @case.Form.Division, task.OwedAt);
}
