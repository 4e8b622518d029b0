namespace SocialAssistance.Cases;

/// <summary>Every reason for which the process refuses an event.</summary>
public static class CaseRefusals
{
    /// <summary>There is no such case, or the caller may not know of it.</summary>
    public static readonly CaseRefusal UnknownCase = new(RefusalKind.NotFound, "case-not-found", "没有找到这个申请，请核对办理编号");

    /// <summary>The case has no such item.</summary>
    public static readonly CaseRefusal UnknownItem = new(RefusalKind.NotFound, "item-not-found", "这个申请没有勾选该事项");

    /// <summary>The item is decided by another department.</summary>
    public static readonly CaseRefusal OtherDepartment = new(RefusalKind.Forbidden, "item-of-other-department", "该事项由其他部门办理");

    /// <summary>The event id was used with other content.</summary>
    public static readonly CaseRefusal EventIdReused = new(RefusalKind.Conflict, "event-id-reused", "同一个事件编号已经用于不同的内容，请换一个编号");

    /// <summary>The case still waits for materials; no department has it.</summary>
    public static readonly CaseRefusal NotDispatched = new(RefusalKind.Conflict, "item-not-dispatched", "材料还没有齐全，该事项尚未分发");

    /// <summary>The department has taken the item up already.</summary>
    public static readonly CaseRefusal AlreadyAccepted = new(RefusalKind.Conflict, "item-already-accepted", "该事项已经受理");

    /// <summary>There is no decision to revise.</summary>
    public static readonly CaseRefusal NothingToRevise = new(RefusalKind.Conflict, "no-decision-to-revise", "该事项还没有决定，不能变更");

    /// <summary>Every item of the case has ended.</summary>
    public static readonly CaseRefusal CaseClosed = new(RefusalKind.Conflict, "case-closed", "这个申请已经办结或终止");

    /// <summary>A supplement asks for a material the guide does not have.</summary>
    public static readonly CaseRefusal UnknownSupplementMaterial =
        new(RefusalKind.Invalid, "material-unknown", "没有这种材料，请从办事指南的材料清单中选择", "/supplement/materials");

    /// <summary>A supplement asks for nothing, so that nothing could ever answer it.</summary>
    public static readonly CaseRefusal SupplementWithoutMaterials =
        new(RefusalKind.Invalid, "empty", "至少要写明一种需要补正的材料", "/supplement/materials");

    /// <summary>A supplement is to be answered in the past.</summary>
    public static readonly CaseRefusal AnswerByPast =
        new(RefusalKind.Invalid, "answer-by-in-past", "补正期限必须晚于现在", "/supplement/answerBy");

    /// <summary>An event is said to have happened later than now.</summary>
    public static readonly CaseRefusal OccurredInFuture =
        new(RefusalKind.Invalid, "in-future", "发生时间不能晚于现在", "/occurredAt");

    /// <summary>A scan shows a material the guide does not have.</summary>
    public static readonly CaseRefusal UnknownMaterial =
        new(RefusalKind.Invalid, "material-unknown", "没有这种材料，请从办事指南的材料清单中选择", "/material");

    /// <summary>A case can take no more scans, but for what is missing or asked for.</summary>
    public static readonly CaseRefusal TooManyMaterials = new(RefusalKind.Conflict, "too-many-materials", "这个申请的扫描件已经太多或太大，不能再传；还缺的材料和部门要求补正的材料仍然可以上传");

    /// <summary>A department has reported so often on one item that the case would outgrow its store.</summary>
    public static readonly CaseRefusal TooManyEvents = new(RefusalKind.Conflict, "too-many-events", "这个事项的进度和补正已经太多，只能作出受理或决定");

    /// <summary>The correction's id was used with other content.</summary>
    public static readonly CaseRefusal CorrectionIdReused = new(RefusalKind.Conflict, "correction-id-reused", "同一个更正编号已经用于不同的内容，请换一个编号");

    /// <summary>A case can take no more corrections.</summary>
    public static readonly CaseRefusal TooManyCorrections = new(RefusalKind.Conflict, "too-many-corrections", "这个申请的更正已经太多，不能再更正");

    /// <summary>After the correction somebody would stand in the household twice.</summary>
    public static readonly CaseRefusal PersonTwice = new(RefusalKind.Invalid, Applications.ApplicationFault.PersonTwice, "同一个人填写了两次", "/fields");

    /// <summary>Everything personal was taken out of the case for good.</summary>
    public static readonly CaseRefusal Anonymised = new(RefusalKind.Conflict, "case-anonymised", "这个申请的保存期限已满，个人信息已经删除，不能再办理");

    /// <summary>The case has an item that has not ended, or a clock that runs.</summary>
    public static readonly CaseRefusal StillOpen = new(RefusalKind.Conflict, "case-open", "这个申请还在办理，不能删除个人信息");

    /// <summary>The case owes something that was not delivered yet.</summary>
    public static readonly CaseRefusal StillOwes = new(RefusalKind.Conflict, "case-owes", "这个申请还有没送达的通知，不能删除个人信息");

    /// <summary>The case is held.</summary>
    public static readonly CaseRefusal Held = new(RefusalKind.Conflict, "case-held", "这个申请已被要求保全，不能删除个人信息");

    /// <summary>The case's period of retention is not over, or none is set.</summary>
    public static readonly CaseRefusal NotDue = new(RefusalKind.Conflict, "retention-not-over", "这个申请的保存期限未满，不能删除个人信息");

    /// <summary>The hold's id was used for another reason, or after it was released.</summary>
    public static readonly CaseRefusal HoldIdReused = new(RefusalKind.Conflict, "hold-id-reused", "同一个保全编号已经用过，请换一个编号");

    /// <summary>The case has no such hold.</summary>
    public static readonly CaseRefusal UnknownHold = new(RefusalKind.NotFound, "hold-not-found", "这个申请没有该编号的保全要求");

    /// <summary>The item has ended.</summary>
    public static CaseRefusal ItemClosed(ItemStatus closedWith) =>
        new(RefusalKind.Conflict, "item-closed", $"该事项已经结束：{CaseTexts.Of(closedWith)}", ClosedWith: closedWith);
}
