using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using SocialAssistance.Input;
using SocialAssistance.Materials;

namespace SocialAssistance.Api.Requests;

/// <summary>A scan as it is uploaded: multipart with the parts <c>material</c> and <c>file</c>.</summary>
/// <param name="Material">Code of the material.</param>
/// <param name="FileName">The name it came with, cleaned.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Problem">Why it cannot be taken, or null.</param>
public sealed record ScanUpload(string Material, string FileName, ReadOnlyMemory<byte> Content, ProblemHttpResult? Problem)
{
    private const int MaxParts = 8;
    private const int MaxFieldBytes = 256;

    /// <summary>Reads an upload into memory, bounded.</summary>
    public static async Task<ScanUpload> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Boundary(request.ContentType) is not { } boundary)
        {
            return Failed(Problems.Problem.MediaType);
        }

        try
        {
            return await ReadPartsAsync(new MultipartReader(boundary, request.Body) { HeadersLengthLimit = 4096 }, request.ContentLength ?? 0, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or InvalidDataException && error is not BadHttpRequestException)
        {
            return Failed(Invalid("", "multipart-invalid", "上传的内容不完整，请重新上传"));
        }
    }

    private static async Task<ScanUpload> ReadPartsAsync(MultipartReader reader, long announced, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        string? material = null;
        string? fileName = null;
        ReadOnlyMemory<byte>? content = null;
        for (var part = 0; await reader.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false) is { } section; part++)
        {
            if (part == MaxParts)
            {
                return Failed(Invalid("", InputFault.TooMany, "上传的部分太多，只要 material 和 file"));
            }

            var disposition = ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var parsed) ? parsed : null;
            var name = HeaderUtilities.RemoveQuotes(disposition?.Name ?? default).ToString();
            if (name == "material" && material is null)
            {
                var bytes = await ReadAsync(section.Body, MaxFieldBytes, MaxFieldBytes, cancellationToken).ConfigureAwait(false);
                material = bytes is { } text ? Encoding.UTF8.GetString(text.Span).Trim() : "";
            }
            else if (name == "file" && content is null)
            {
                fileName = disposition!.FileNameStar.HasValue ? disposition.FileNameStar.ToString() : HeaderUtilities.RemoveQuotes(disposition.FileName).ToString();
                if (await ReadAsync(section.Body, ScanInspector.MaxBytes, announced, cancellationToken).ConfigureAwait(false) is not { } bytes)
                {
                    return Failed(Problems.Problem.Scan(ScanFault.TooLarge));
                }

                content = bytes;
            }
            else
            {
                faults.Add("/" + (name.Length is > 0 and <= 64 ? name : "part"), InputFault.UnknownField, "多余的部分，只要 material 和 file 各一份");
            }
        }

        if (string.IsNullOrEmpty(material))
        {
            faults.Add("/material", InputFault.Required, "请说明这是哪种材料");
        }

        if (content is null)
        {
            faults.Add("/file", InputFault.Required, "请上传文件");
        }

        return faults.None
            ? new ScanUpload(material!, DisplayFileName.Clean(fileName), content!.Value, null)
            : Failed(Problems.Problem.Invalid(faults.ToImmutable()));
    }

    /// <summary>All bytes of a part, or null when there are more than allowed.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream body, int max, long expected, CancellationToken cancellationToken)
    {
        // Scans are large: memory is taken once, in about the size that the request announced.
        using var memory = new MemoryStream((int)Math.Min(expected, max));
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int count;
            while ((count = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (memory.Length + count > max)
                {
                    return null;
                }

                memory.Write(buffer, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return memory.GetBuffer().AsMemory(0, (int)memory.Length);
    }

    private static string? Boundary(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 128 } boundary
            ? boundary.ToString()
            : null;

    private static ScanUpload Failed(ProblemHttpResult problem) => new("", "", default, problem);

    private static ProblemHttpResult Invalid(string pointer, string code, string detail) =>
        Problems.Problem.Invalid([new Fault(pointer, code, detail)]);
}
