using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using SocialAssistance.Api.Limits;
using SocialAssistance.Input;

namespace SocialAssistance.Api.Requests;

/// <summary>The body of a request, read whole and bounded.</summary>
/// <param name="Content">The bytes; empty when there is a problem.</param>
/// <param name="Problem">Why it cannot be taken, or null.</param>
public readonly record struct JsonBody(ReadOnlyMemory<byte> Content, ProblemHttpResult? Problem)
{
    /// <summary>Reads the body of a request.</summary>
    public static async Task<JsonBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!IsJson(request.ContentType))
        {
            return new JsonBody(default, Problems.Problem.MediaType);
        }

        if (request.ContentLength > RequestLimits.MaxJsonBytes)
        {
            return new JsonBody(default, Problems.Problem.TooLarge("1 MB"));
        }

        // A pending read is ended by the reader's own means: the server can then throw the rest of the body away itself.
        using var ending = cancellationToken.UnsafeRegister(static reader => ((PipeReader)reader!).CancelPendingRead(), request.BodyReader);
        while (true)
        {
            var read = await ReadOnAsync(request.BodyReader).ConfigureAwait(false);
            if (read.IsCanceled)
            {
                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                cancellationToken.ThrowIfCancellationRequested();
                continue;
            }

            if (read.Buffer.Length > RequestLimits.MaxJsonBytes)
            {
                // The server reads the rest away itself, and can only when this reading is over.
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return new JsonBody(default, Problems.Problem.TooLarge("1 MB"));
            }

            if (read.IsCompleted)
            {
                var content = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return HasTooManyFields(content) ? new JsonBody(default, Problems.Problem.TooManyFields) : new JsonBody(content, null);
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>The server tells of some chunks that are none by an error of its own, which is not the host's fault but the sender's.</summary>
    private static async ValueTask<ReadResult> ReadOnAsync(PipeReader body)
    {
        try
        {
            return await body.ReadAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The body does not come as it was announced.", StatusCodes.Status400BadRequest, broken);
        }
    }

    /// <summary>Reads the body of a request and what it says: an object, with every fault at once.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads the object's members.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<BodyReading<T>> ReadAsync<T>(HttpRequest request, Func<ObjectReader, T> read, CancellationToken cancellationToken)
        where T : class
    {
        var body = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
        if (body.Problem is not null)
        {
            return new BodyReading<T>(null, body.Problem);
        }

        var reading = InputReader.Read(body.Content, read);
        return reading.Ok ? new BodyReading<T>(reading.Value, null) : new BodyReading<T>(null, Problems.Problem.Invalid(reading.Faults));
    }

    /// <summary>Counts before anything is made of them: each would be a fault to tell.</summary>
    private static bool HasTooManyFields(ReadOnlySpan<byte> content)
    {
        if (content.Count((byte)':') <= RequestLimits.MaxFields)
        {
            return false;
        }

        var fields = 0;
        var reader = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = RequestLimits.MaxDepth });
        try
        {
            while (reader.Read())
            {
                fields += reader.TokenType == JsonTokenType.PropertyName ? 1 : 0;
            }
        }
        catch (JsonException)
        {
            // What is no JSON is told so by whoever reads it.
        }

        return fields > RequestLimits.MaxFields;
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));
}

/// <summary>What a body says, or why it cannot be taken.</summary>
/// <typeparam name="T">What was read.</typeparam>
/// <param name="Value">What was read, or null when there is a problem.</param>
/// <param name="Problem">The problem, or null.</param>
public readonly record struct BodyReading<T>(T? Value, ProblemHttpResult? Problem)
    where T : class;
