using Microsoft.AspNetCore.Http;

namespace SocialAssistance.Api.Problems;

/// <summary>Gives errors that the framework answers with an empty body (no such address, no such method) a problem's body.</summary>
public sealed class EmptyErrors(RequestDelegate next)
{
    /// <summary>Handles a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        await next(context).ConfigureAwait(false);
        var response = context.Response;
        if (response.HasStarted || response.StatusCode < 400 || response.ContentLength > 0 || response.ContentType is not null)
        {
            return;
        }

        var problem = response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problem.NotFound,
            StatusCodes.Status415UnsupportedMediaType => Problem.MediaType,
            StatusCodes.Status405MethodNotAllowed => Problem.Of(response.StatusCode, "method-not-allowed", "这个地址不支持这种请求方法"),
            _ => Problem.Of(response.StatusCode, "bad-request", "请求的格式不正确"),
        };
        await problem.ExecuteAsync(context).ConfigureAwait(false);
    }
}
