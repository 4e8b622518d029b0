using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace SocialAssistance.Api.Requests;

/// <summary>The body of a request, read whole and bounded.</summary>
/// <param name="Content">The bytes; empty when there is a problem.</param>
/// <param name="Problem">Why it cannot be taken, or null.</param>
public readonly record struct JsonBody(ReadOnlyMemory<byte> Content, ProblemHttpResult? Problem)
{
    /// <summary>Largest JSON body, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Reads the body of a request.</summary>
    public static async Task<JsonBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!IsJson(request.ContentType))
        {
            return new JsonBody(default, Problems.Problem.MediaType);
        }

        if (request.ContentLength > MaxBytes)
        {
            return new JsonBody(default, Problems.Problem.TooLarge("1 MB"));
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (read.Buffer.Length > MaxBytes)
            {
                // The server reads the rest away itself, and can only when this reading is over.
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return new JsonBody(default, Problems.Problem.TooLarge("1 MB"));
            }

            if (read.IsCompleted)
            {
                var content = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return new JsonBody(content, null);
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));
}
