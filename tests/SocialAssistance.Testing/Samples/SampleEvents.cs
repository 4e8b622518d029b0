using SocialAssistance.Cases;
using SocialAssistance.Register;
using SocialAssistance.Testing.Privacy;

namespace SocialAssistance.Testing.Samples;

/// <summary>Things that happen to a case.</summary>
public static class SampleEvents
{
    /// <summary>A good scan came.</summary>
    public static MaterialFiled Scan(string material, int number = 1) => new(new CaseMaterial
    {
        MaterialId = FormattableString.Invariant($"{material}-{number}"),
        Material = material,
        FileName = material + ".pdf",
        ContentType = "application/pdf",
        Size = 120_000,
        Sha256 = FormattableString.Invariant($"{number:x64}"),
        ReceivedAt = SampleCases.Now,
        Status = MaterialStatus.Accepted,
        Scanner = "content-only",
    });

    /// <summary>The department takes an item up.</summary>
    public static ItemTakenUp TakenUp(string item) => new()
    {
        EventId = item + "-accepted",
        Digest = "accepted",
        Department = Department(item),
        Item = item,
        OccurredAt = SampleCases.Now,
        Operator = "经办员",
    };

    /// <summary>The department grants an item.</summary>
    public static ItemDecided Granted(string item) => new(new Decision
    {
        Outcome = DecisionOutcome.Granted,
        DocumentNumber = "示救〔2026〕1号",
        Grants = [new Grant("救助金", 650, "元/月", new DateOnly(2026, 9, 1), new DateOnly(2027, 8, 31))],
        DecidedAt = SampleCases.Now,
    })
    {
        EventId = item + "-decided",
        Digest = "granted",
        Department = Department(item),
        Item = item,
        OccurredAt = SampleCases.Now,
        Operator = "经办员",
    };

    /// <summary>The department denies an item.</summary>
    public static ItemDecided Denied(string item) => Granted(item) with
    {
        Digest = "denied",
        Decision = new Decision
        {
            Outcome = DecisionOutcome.Denied,
            DocumentNumber = "示救〔2026〕2号",
            Reason = "家庭人均收入高于标准",
            LegalBasis = "《社会救助暂行办法》第九条",
            Remedy = "可在 60 日内向上一级部门申请行政复议",
            DecidedAt = SampleCases.Now,
        },
    };

    /// <summary>The department asks for more, to be answered within ten days of the samples' now.</summary>
    public static SupplementAsked SupplementAsked(string item, params ReadOnlySpan<string> materials) =>
        new(materials.IsEmpty ? ["other"] : [.. materials], "请补交证明材料", SampleCases.Now.AddDays(10))
        {
            EventId = item + "-supplement",
            Digest = "supplement",
            Department = Department(item),
            Item = item,
            OccurredAt = SampleCases.Now,
            Operator = "经办员",
        };

    /// <summary>The applicant's ID number is corrected.</summary>
    public static PersonalDataCorrected Renumbered(string idNumber, string correctionId = "correction-1") =>
        new(correctionId, "digest", "登记有误", [new CorrectedField("form/applicant/idNumber", idNumber)])
        {
            People = [new KeyedPerson(PersonPlaces.Applicant, SamplePrivacy.Sealing.Person(idNumber))],
        };

    /// <summary>Everything the case owes was performed.</summary>
    public static TasksAttempted Performed(Case @case) =>
        new([.. NotNull(@case).Tasks.Select(t => new TaskAttempt(t.TaskId, null, null))]);

    /// <summary>Everything the case owes was tried in vain.</summary>
    public static TasksAttempted Failed(Case @case, DateTimeOffset retryAt) =>
        new([.. NotNull(@case).Tasks.Select(t => new TaskAttempt(t.TaskId, retryAt, "TimeoutException"))]);

    private static string Department(string item) => SampleGuide.Guide.Item(item).Department;

    private static Case NotNull(Case @case) => @case ?? throw new ArgumentNullException(nameof(@case));
}
