namespace SocialAssistance.Cases;

/// <summary>What people read of a case, in Chinese.</summary>
public static class CaseTexts
{
    /// <summary>The status of a case.</summary>
    public static string Of(CaseStatus status) => status switch
    {
        CaseStatus.AwaitingMaterials => "待补齐材料",
        CaseStatus.InProgress => "办理中",
        CaseStatus.Completed => "已办结",
        CaseStatus.Withdrawn => "已撤回",
        CaseStatus.Lapsed => "逾期未补，已终止",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>The status of an item.</summary>
    public static string Of(ItemStatus status) => status switch
    {
        ItemStatus.AwaitingMaterials => "待补齐材料",
        ItemStatus.Dispatched => "已分发，待受理",
        ItemStatus.Accepted => "已受理，办理中",
        ItemStatus.SupplementRequested => "待补正",
        ItemStatus.Granted => "已办结，予以通过",
        ItemStatus.Denied => "已办结，不予通过",
        ItemStatus.NotAccepted => "不予受理",
        ItemStatus.Withdrawn => "已撤回",
        ItemStatus.Lapsed => "逾期未补，已终止",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>What became of a scan.</summary>
    public static string Of(MaterialStatus status) => status switch
    {
        MaterialStatus.Received => "已收到",
        MaterialStatus.Accepted => "已接收",
        MaterialStatus.Rejected => "未通过",
        MaterialStatus.Undetermined => "检查中",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>An event of the timeline.</summary>
    public static string Of(TimelineKind kind) => kind switch
    {
        TimelineKind.Submitted => "提交申请",
        TimelineKind.MaterialsMissing => "一次性告知所缺材料",
        TimelineKind.MaterialAccepted => "收到材料",
        TimelineKind.MaterialRejected => "材料未通过检查",
        TimelineKind.MaterialUndetermined => "材料正在检查",
        TimelineKind.CaseAccepted => "材料齐全，统一受理",
        TimelineKind.Dispatched => "分发到各部门",
        TimelineKind.ItemAccepted => "部门受理",
        TimelineKind.ItemNotAccepted => "部门不予受理",
        TimelineKind.SupplementRequested => "部门要求补正",
        TimelineKind.SupplementAnswered => "补正材料已交齐",
        TimelineKind.Progressed => "办理进展",
        TimelineKind.Decided => "作出决定",
        TimelineKind.DecisionRevised => "变更决定",
        TimelineKind.RecognitionShared => "共享认定结果",
        TimelineKind.RecognitionExpired => "认定结果到期",
        TimelineKind.DueSoon => "临近办理时限",
        TimelineKind.Overdue => "超过办理时限",
        TimelineKind.DueDateSettled => "办理时限重新核定",
        TimelineKind.ItemWithdrawn => "撤回事项",
        TimelineKind.ItemLapsed => "逾期未补，事项终止",
        TimelineKind.CaseClosed => "全部事项结束",
        TimelineKind.PersonalDataCorrected => "更正个人信息",
        TimelineKind.HoldPlaced => "要求保全",
        TimelineKind.HoldReleased => "解除保全",
        TimelineKind.Anonymised => "保存期限已满，个人信息已删除",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
