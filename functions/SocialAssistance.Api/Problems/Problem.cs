using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SocialAssistance.Cases;
using SocialAssistance.Input;
using SocialAssistance.Materials;

namespace SocialAssistance.Api.Problems;

/// <summary>The API's errors: RFC 9457 problem details with a stable <c>code</c>, and <c>errors</c> keyed by JSON Pointer.</summary>
public static class Problem
{
    /// <summary>Nobody is told by the key, or there is none.</summary>
    public static ProblemHttpResult Unauthorized =>
        Of(StatusCodes.Status401Unauthorized, "unauthorized", "缺少有效的接口密钥或令牌，请在 X-Api-Key 或 Authorization 请求头中提供其中一个");

    /// <summary>Whether a token is good cannot be told, because its issuer does not answer.</summary>
    public static ProblemHttpResult IdentityUnavailable =>
        Of(StatusCodes.Status503ServiceUnavailable, "identity-provider-unavailable", "身份认证服务暂时没有回应，请稍后重试");

    /// <summary>The caller's role may not do this.</summary>
    public static ProblemHttpResult Forbidden =>
        Of(StatusCodes.Status403Forbidden, "forbidden", "当前身份不能使用这个接口");

    /// <summary>The body has another media type than the endpoint takes.</summary>
    public static ProblemHttpResult MediaType => Of(
        StatusCodes.Status415UnsupportedMediaType,
        "media-type-unsupported",
        "提交的内容类型不对：表单和事件用 application/json，上传材料用 multipart/form-data");

    /// <summary>The body is larger than allowed.</summary>
    public static ProblemHttpResult TooLarge(string limit) =>
        Of(StatusCodes.Status413PayloadTooLarge, "body-too-large", $"提交的内容太大，不能超过 {limit}");

    /// <summary>The address is longer than any of ours.</summary>
    public static ProblemHttpResult AddressTooLong =>
        Of(StatusCodes.Status414UriTooLong, "address-too-long", "请求地址或查询参数太长");

    /// <summary>There are more or longer headers than any request of ours needs.</summary>
    public static ProblemHttpResult HeadersTooLarge =>
        Of(StatusCodes.Status431RequestHeaderFieldsTooLarge, "headers-too-large", "请求头太多或太长");

    /// <summary>The caller asks too often.</summary>
    public static ProblemHttpResult TooManyRequests =>
        Of(StatusCodes.Status429TooManyRequests, "too-many-requests", "请求太频繁，请按 Retry-After 给出的秒数稍后再试");

    /// <summary>The caller has too many people compared.</summary>
    public static ProblemHttpResult TooManyPeople =>
        Of(StatusCodes.Status429TooManyRequests, "too-many-people", "短时间内比对的人数太多，请按 Retry-After 给出的秒数稍后再试");

    /// <summary>Too many scans are being handed in at the moment.</summary>
    public static ProblemHttpResult TooManyUploads =>
        Of(StatusCodes.Status503ServiceUnavailable, "uploads-busy", "正在上传的材料太多，没有收到，请稍后重新上传");

    /// <summary>The request took too long; what became of it is not known.</summary>
    public static ProblemHttpResult TimedOut =>
        Of(StatusCodes.Status503ServiceUnavailable, "request-timeout", "办理超时，没有确认办理成功，请稍后原样再提交一次");

    /// <summary>The body came too slowly.</summary>
    public static ProblemHttpResult TooSlow =>
        Of(StatusCodes.Status408RequestTimeout, "body-too-slow", "提交的内容传得太慢，没有收到，请重新提交");

    /// <summary>There is nothing at that address.</summary>
    public static ProblemHttpResult NotFound =>
        Of(StatusCodes.Status404NotFound, "not-found", "没有找到，请核对地址");

    /// <summary>The same key or reference came with other content.</summary>
    public static ProblemHttpResult SubmissionReused(string caseId) => Of(
        StatusCodes.Status409Conflict,
        "submission-key-reused",
        "同一个申请编号或幂等键已经用于另一份内容不同的申请",
        ("caseId", caseId));

    /// <summary>The body has more members than the largest that is taken.</summary>
    public static ProblemHttpResult TooManyFields =>
        Invalid([new Fault("", "too-many-fields", "提交的内容项数太多，请分批提交")]);

    /// <summary>Faults of an input, all at once.</summary>
    public static ProblemHttpResult Invalid(IEnumerable<Fault> faults) => Of(
        StatusCodes.Status422UnprocessableEntity,
        "invalid-input",
        "提交的内容有误，请按提示逐项修改",
        ("errors", ByPointer(faults)));

    /// <summary>Why the process refused an event.</summary>
    public static ProblemHttpResult Refused(CaseRefusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return refusal switch
        {
            { Kind: RefusalKind.Invalid } => Invalid([FaultOf(refusal)]),
            { ClosedWith: { } closedWith } => Of(
                StatusOf(refusal.Kind),
                refusal.Code,
                refusal.Detail,
                ("closedWith", Codes.Of(closedWith)),
                ("closedWithName", CaseTexts.Of(closedWith))),
            _ => Of(StatusOf(refusal.Kind), refusal.Code, refusal.Detail),
        };
    }

    /// <summary>What a refusal finds wrong with the content, at its place.</summary>
    public static Fault FaultOf(CaseRefusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return new Fault(refusal.Pointer ?? "", refusal.Code, refusal.Detail);
    }

    /// <summary>Why a file is no scan.</summary>
    public static ProblemHttpResult Scan(ScanFault fault) => fault switch
    {
        ScanFault.TooLarge => Of(StatusCodes.Status413PayloadTooLarge, FaultText.Code(fault), FaultText.Of(fault)),
        ScanFault.UnknownFormat => Of(StatusCodes.Status415UnsupportedMediaType, FaultText.Code(fault), FaultText.Of(fault)),
        _ => Invalid([new Fault("/file", FaultText.Code(fault), FaultText.Of(fault))]),
    };

    /// <summary>A problem.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="code">Stable English code, kebab-case.</param>
    /// <param name="detail">What is wrong and what to do, in Chinese.</param>
    /// <param name="extensions">Further members.</param>
    public static ProblemHttpResult Of(int status, string code, string detail, params ReadOnlySpan<(string Name, object? Value)> extensions)
    {
        var problem = new ProblemDetails { Status = status, Title = TitleOf(status), Detail = detail };
        problem.Extensions["code"] = code;
        foreach (var (name, value) in extensions)
        {
            problem.Extensions[name] = value;
        }

        return TypedResults.Problem(problem);
    }

    /// <summary>Faults grouped by where they are.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<FaultAnswer>> ByPointer(IEnumerable<Fault> faults) => faults
        .GroupBy(f => f.Pointer, StringComparer.Ordinal)
        .ToImmutableSortedDictionary(g => g.Key, g => g.Select(f => new FaultAnswer(f.Code, f.Detail)).ToImmutableArray(), StringComparer.Ordinal);

    /// <summary>The HTTP status of a refusal.</summary>
    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private static string TitleOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "身份未确认",
        StatusCodes.Status403Forbidden => "没有权限",
        StatusCodes.Status404NotFound => "没有找到",
        StatusCodes.Status408RequestTimeout => "传输超时",
        StatusCodes.Status409Conflict => "与现状冲突",
        StatusCodes.Status413PayloadTooLarge => "内容太大",
        StatusCodes.Status414UriTooLong => "地址太长",
        StatusCodes.Status415UnsupportedMediaType => "格式不支持",
        StatusCodes.Status422UnprocessableEntity => "内容有误",
        StatusCodes.Status429TooManyRequests => "请求太频繁",
        StatusCodes.Status431RequestHeaderFieldsTooLarge => "请求头太大",
        StatusCodes.Status503ServiceUnavailable => "暂时不可用",
        _ => "请求未能完成",
    };
}

/// <summary>One fault of a member.</summary>
/// <param name="Code">Stable English code.</param>
/// <param name="Detail">What is wrong and what to do, in Chinese.</param>
public sealed record FaultAnswer(string Code, string Detail);
