using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SocialAssistance.Cases;
using SocialAssistance.Materials;

namespace SocialAssistance.Api.Problems;

/// <summary>
/// The last resort: an error nobody foresaw is answered without its text, which might hold personal data, and logged by
/// its kind and place.
/// </summary>
public sealed partial class UnexpectedErrors(RequestDelegate next, ILogger<UnexpectedErrors> logger)
{
    /// <summary>Handles a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: there is nobody to answer.
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            await BadRequest(error).ExecuteAsync(context).ConfigureAwait(false);
        }
        catch (CaseBusyException) when (!context.Response.HasStarted)
        {
            context.Response.Headers.RetryAfter = "1";
            await Problem.Of(StatusCodes.Status503ServiceUnavailable, "case-busy", "这个申请正在被多方同时办理，请稍后重试")
                .ExecuteAsync(context).ConfigureAwait(false);
        }
        catch (StoreUnavailableException error) when (!context.Response.HasStarted)
        {
            LogStore(logger, error.Message);
            context.Response.Headers.RetryAfter =
                Math.Ceiling(error.RetryAfter.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
            await Problem.Of(StatusCodes.Status503ServiceUnavailable, "store-busy", "系统繁忙，没有确认办理成功，请稍后原样再提交一次")
                .ExecuteAsync(context).ConfigureAwait(false);
        }
        catch (MaterialStoreUnavailableException) when (!context.Response.HasStarted)
        {
            context.Response.Headers.RetryAfter = "5";
            await Problem.Of(StatusCodes.Status503ServiceUnavailable, "material-store-unavailable", "扫描件暂时存不了，没有收到，请稍后重新上传")
                .ExecuteAsync(context).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Nothing may escape: the host's own handling would tell the error's text.
        catch (Exception error) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            LogUnexpected(logger, error.GetType().FullName!, (context.GetEndpoint() as Microsoft.AspNetCore.Routing.RouteEndpoint)?.RoutePattern.RawText, error.StackTrace);
            await Problem.Of(StatusCodes.Status500InternalServerError, "internal-error", "系统出现故障，没有办理成功，请稍后重试")
                .ExecuteAsync(context).ConfigureAwait(false);
        }
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult BadRequest(BadHttpRequestException error) =>
        error.StatusCode switch
        {
            StatusCodes.Status413PayloadTooLarge => Problem.Of(error.StatusCode, "body-too-large", "提交的内容太大"),
            StatusCodes.Status408RequestTimeout => Problem.TooSlow,
            _ => Problem.Of(error.StatusCode, "bad-request", "请求的格式不正确"),
        };

    [LoggerMessage(LogLevel.Warning, "The store does not answer: {Reason}")]
    private static partial void LogStore(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Error, "{Error} at {Route}:\n{StackTrace}")]
    private static partial void LogUnexpected(ILogger logger, string error, string? route, string? stackTrace);
}
