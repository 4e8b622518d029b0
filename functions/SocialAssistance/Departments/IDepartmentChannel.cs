namespace SocialAssistance.Departments;

/// <summary>What a department is told: that something on its work list, or in the register, is new for it.</summary>
/// <param name="TaskId">Stable id by which the receiver knows a message it has had before.</param>
/// <param name="Type">What happened, kebab-case: <c>dispatch</c>, <c>share-recognition</c>, <c>alert-due-soon</c> …</param>
/// <param name="Department">Code of the department that is told.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Item">The item concerned.</param>
/// <param name="Division">County of the case, six digits.</param>
/// <param name="Time">When it became due to be told (UTC).</param>
/// <remarks>Ids only: what the department needs to know of people it fetches from its work list.</remarks>
public sealed record DepartmentMessage(
    string TaskId, string Type, string Department, string CaseId, string Item, string Division, DateTimeOffset Time);

/// <summary>A way of telling departments something. The work list is always there; a channel only says "look".</summary>
public interface IDepartmentChannel
{
    /// <summary>Delivers a message, perhaps more than once.</summary>
    /// <exception cref="Exception">It was not delivered; the caller tries again later.</exception>
    Task SendAsync(DepartmentMessage message, CancellationToken cancellationToken);
}
