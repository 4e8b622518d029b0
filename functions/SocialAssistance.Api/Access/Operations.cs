using System.Collections.Immutable;
using static SocialAssistance.Api.Authentication.Roles;

namespace SocialAssistance.Api.Access;

/// <summary>
/// The table of who may do what: every operation of the API, the roles that may use it, the scope it needs and the purpose
/// for which it shows personal data. Endpoints are mapped through their rows and in no other way (ADR 11).
/// </summary>
public static class Operations
{
    /// <summary>The page at the root.</summary>
    public static Operation GetStartPage { get; } =
        Operation.ForAnyone("GetStartPage", "The page that tells where things are") with { Cacheable = true };

    /// <summary>The API's description.</summary>
    public static Operation GetDescription { get; } =
        Operation.ForAnyone("GetDescription", "This description") with { Cacheable = true };

    /// <summary>The service guide.</summary>
    public static Operation GetGuide { get; } =
        Operation.ForAnyone("GetGuide", "The service guide") with { Cacheable = true };

    /// <summary>A checklist.</summary>
    public static Operation GetChecklist { get; } =
        Operation.ForAnyone("GetChecklist", "What a set of items asks for, nothing twice");

    /// <summary>Hints; what is told of a household is not kept.</summary>
    public static Operation SuggestItems { get; } =
        Operation.ForAnyone("SuggestItems", "Items worth applying for, and why");

    /// <summary>A sign of life.</summary>
    public static Operation GetLive { get; } =
        Operation.ForAnyone("GetLive", "Whether the service answers") with { Unlimited = true };

    /// <summary>A sign of readiness.</summary>
    public static Operation GetReady { get; } =
        Operation.ForAnyone("GetReady", "Whether it can do its work, and what is down") with { Unlimited = true };

    /// <summary>Filing an application.</summary>
    public static Operation SubmitApplication { get; } =
        Operation.For("SubmitApplication", "File an application; again with the same key, the same answer", [Platform, Window], Scopes.FileApplications, Purposes.FileApplication);

    /// <summary>Finding an applicant's cases.</summary>
    public static Operation SearchApplications { get; } =
        Operation.For("SearchApplications", "The applicant's cases, by name and ID number", [Platform, Window], Scopes.ReadApplications, Purposes.FollowApplication);

    /// <summary>Following a case.</summary>
    public static Operation GetApplication { get; } =
        Operation.For("GetApplication", "Progress and results", [Platform, Window], Scopes.ReadApplications, Purposes.FollowApplication);

    /// <summary>What happened to a case.</summary>
    public static Operation GetTimeline { get; } =
        Operation.For("GetTimeline", "What happened, in order", [Platform, Window], Scopes.ReadApplications, Purposes.FollowApplication);

    /// <summary>Withdrawing a case or items of it.</summary>
    public static Operation WithdrawApplication { get; } =
        Operation.For("WithdrawApplication", "Withdraw the application, or single items", [Platform, Window], Scopes.WithdrawApplications, Purposes.FollowApplication);

    /// <summary>Handing in a scan.</summary>
    public static Operation UploadMaterial { get; } =
        Operation.For("UploadMaterial", "Hand in a scan: multipart with material and file", [Platform, Window], Scopes.FileApplications, Purposes.FollowApplication) with { Upload = true, Long = true };

    /// <summary>A department's work list.</summary>
    public static Operation GetWorkList { get; } =
        Operation.For("GetWorkList", "The department's work list, the most urgent first", [Department], Scopes.ListTasks);

    /// <summary>A task with what is needed to decide it.</summary>
    public static Operation GetTask { get; } =
        Operation.For("GetTask", "What is needed to decide an item", [Department], Scopes.ReadTasks, Purposes.DecideItem);

    /// <summary>A scan of a task.</summary>
    public static Operation GetTaskMaterial { get; } =
        Operation.For("GetTaskMaterial", "A scan of an item", [Department], Scopes.ReadTasks, Purposes.DecideItem) with { Long = true };

    /// <summary>One event of a department.</summary>
    public static Operation PostEvent { get; } =
        Operation.For("PostEvent", "Say something of an item: accepted, decided …", [Department], Scopes.DecideTasks);

    /// <summary>Many events of a department.</summary>
    public static Operation PostEvents { get; } =
        Operation.For("PostEvents", "Say something of many items; each is answered by itself", [Department], Scopes.DecideTasks) with { Long = true };

    /// <summary>Feeding the register.</summary>
    public static Operation PutRecognitions { get; } =
        Operation.For("PutRecognitions", "Feed recognitions; each is answered by itself", [Department], Scopes.FeedRegister) with { Long = true };

    /// <summary>Asking the register.</summary>
    public static Operation ComparePeople { get; } =
        Operation.For("ComparePeople", "What is in force for some people", [Department], Scopes.CompareRegister, Purposes.ComparePeople);

    /// <summary>Watching over all departments.</summary>
    public static Operation GetSupervisedTasks { get; } =
        Operation.For("GetSupervisedTasks", "Items of all departments; by light, or undelivered=true", [Supervisor, Operator], Scopes.Supervise);

    /// <summary>Reading the trail.</summary>
    public static Operation GetAuditRecords { get; } =
        Operation.For("GetAuditRecords", "The audit trail, the newest first", [Auditor], Scopes.ReadAudit, Purposes.Audit);

    /// <summary>Checking the trail.</summary>
    public static Operation GetAuditDay { get; } =
        Operation.For("GetAuditDay", "Whether the audit trail of a day is whole", [Auditor], Scopes.ReadAudit, Purposes.Audit);

    /// <summary>Giving a person what is held of them.</summary>
    public static Operation ExportPersonalData { get; } =
        Operation.For("ExportPersonalData", "All that is held of a person, as a file", [Platform, Window], Scopes.ExerciseRights, Purposes.AccessRight);

    /// <summary>Correcting wrong personal data.</summary>
    public static Operation CorrectPersonalData { get; } =
        Operation.For("CorrectPersonalData", "Correct wrong personal data; the departments are told", [Platform, Window], Scopes.ExerciseRights, Purposes.CorrectionRight);

    /// <summary>Ordering that a case be kept.</summary>
    public static Operation PlaceHold { get; } =
        Operation.For("PlaceHold", "Order that a case be kept as it is", [Operator], Scopes.HoldCases);

    /// <summary>Ending such an order.</summary>
    public static Operation ReleaseHold { get; } =
        Operation.For("ReleaseHold", "End an order to keep a case", [Operator], Scopes.HoldCases);

    /// <summary>Reading a rehearsal's clock.</summary>
    public static Operation GetRehearsalClock { get; } =
        Operation.For("GetRehearsalClock", "What the rehearsal's clock shows", [Operator], Scopes.Rehearse) with { RehearsalOnly = true };

    /// <summary>Moving a rehearsal's clock.</summary>
    public static Operation MoveRehearsalClock { get; } =
        Operation.For("MoveRehearsalClock", "Move the clock forward, never back", [Operator], Scopes.Rehearse) with { RehearsalOnly = true, Long = true };

    /// <summary>Every row.</summary>
    public static ImmutableArray<Operation> All { get; } =
    [
        GetStartPage, GetDescription, GetGuide, GetChecklist, SuggestItems, GetLive, GetReady,
        SubmitApplication, SearchApplications, GetApplication, GetTimeline, WithdrawApplication, UploadMaterial,
        GetWorkList, GetTask, GetTaskMaterial, PostEvent, PostEvents, PutRecognitions, ComparePeople,
        ExportPersonalData, CorrectPersonalData, PlaceHold, ReleaseHold,
        GetSupervisedTasks, GetAuditRecords, GetAuditDay, GetRehearsalClock, MoveRehearsalClock,
    ];
}
