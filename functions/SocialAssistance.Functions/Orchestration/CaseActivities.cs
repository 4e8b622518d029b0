using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;
using SocialAssistance.Cases;
using SocialAssistance.Cases.Running;

namespace SocialAssistance.Functions.Orchestration;

/// <summary>Tasks to be performed.</summary>
/// <param name="CaseId">The case that owes them.</param>
/// <param name="TaskIds">Their ids.</param>
public sealed record TellInput(string CaseId, ImmutableArray<string> TaskIds);

/// <summary>How tasks went.</summary>
/// <param name="CaseId">The case that owed them.</param>
/// <param name="Attempts">How each went; none when only a clock has struck.</param>
public sealed record RecordInput(string CaseId, ImmutableArray<TaskAttempt> Attempts);

/// <summary>The stages of driving a case (<see cref="CaseStages"/>), as the orchestrator calls them.</summary>
public sealed class CaseActivities(CaseStages stages)
{
    /// <summary>Name of the activity that reads what is due.</summary>
    public const string ReadAgenda = nameof(ReadAgenda);

    /// <summary>Name of the activity that performs what is owed to one department.</summary>
    public const string TellDepartment = nameof(TellDepartment);

    /// <summary>Name of the activity that records how it went.</summary>
    public const string RecordAttempts = nameof(RecordAttempts);

    /// <summary>What is to be done for a case.</summary>
    [Function(ReadAgenda)]
    public Task<CaseAgenda?> ReadAsync([ActivityTrigger] string caseId, CancellationToken cancellationToken) =>
        stages.ReadAsync(caseId, cancellationToken);

    /// <summary>Performs tasks that are owed to one department.</summary>
    [Function(TellDepartment)]
    public Task<ImmutableArray<TaskAttempt>> TellAsync([ActivityTrigger] TellInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return stages.PerformAsync(input.CaseId, input.TaskIds, cancellationToken);
    }

    /// <summary>Records how tasks went, or lets clocks strike.</summary>
    [Function(RecordAttempts)]
    public Task<CaseAgenda?> RecordAsync([ActivityTrigger] RecordInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return stages.RecordAsync(input.CaseId, input.Attempts, cancellationToken);
    }
}
