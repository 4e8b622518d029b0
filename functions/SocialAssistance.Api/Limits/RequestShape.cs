using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SocialAssistance.Api.Problems;

namespace SocialAssistance.Api.Limits;

/// <summary>Refuses requests whose address or headers are beyond all measure, before anything is made of them.</summary>
public sealed class RequestShape(RequestDelegate next)
{
    /// <summary>Handles a request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ProblemOf(context.Request) is { } problem ? problem.ExecuteAsync(context) : next(context);
    }

    private static ProblemHttpResult? ProblemOf(HttpRequest request)
    {
        var query = request.QueryString.Value;
        if (request.Path.Value?.Length > RequestLimits.MaxPathLength || query?.Length > RequestLimits.MaxQueryLength
            || query.AsSpan().Count('&') >= RequestLimits.MaxQueryParameters)
        {
            return Problem.AddressTooLong;
        }

        return request.Headers.Count > RequestLimits.MaxHeaders || LengthOf(request.Headers) > RequestLimits.MaxHeaderLength
            ? Problem.HeadersTooLarge
            : null;
    }

    private static int LengthOf(IHeaderDictionary headers)
    {
        var length = 0;
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                length += name.Length + (value?.Length ?? 0);
            }
        }

        return length;
    }
}
