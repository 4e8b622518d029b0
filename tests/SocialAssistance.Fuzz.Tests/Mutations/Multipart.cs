using System.Text;

namespace SocialAssistance.Fuzz.Tests.Mutations;

/// <summary>A part of an upload.</summary>
/// <param name="Headers">Its headers as they are sent.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record Part(string Headers, byte[] Content);

/// <summary>An upload, right until it is mutated.</summary>
internal sealed class Multipart
{
    public List<Part> Parts { get; init; } = [];

    /// <summary>The boundary between the parts.</summary>
    public string Boundary { get; set; } = "----fuzz7MA4YWxk";

    /// <summary>The request's content type; null for none.</summary>
    public string? ContentType { get; set; } = "multipart/form-data; boundary=----fuzz7MA4YWxk";

    /// <summary>What ends it.</summary>
    public string End { get; set; } = "--\r\n";

    /// <summary>What comes first.</summary>
    public byte[] Preamble { get; set; } = [];

    public static Multipart Upload(string material, string fileName, byte[] scan) => new()
    {
        Parts = { Field("material", Encoding.UTF8.GetBytes(material)), File("file", fileName, scan) },
    };

    public static Part Field(string name, byte[] content) => new($"Content-Disposition: form-data; name=\"{name}\"", content);

    public static Part File(string name, string fileName, byte[] content) =>
        new($"Content-Disposition: form-data; name=\"{name}\"; filename=\"{fileName}\"\r\nContent-Type: image/png", content);

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        stream.Write(Preamble);
        foreach (var part in Parts)
        {
            stream.Write(Encoding.UTF8.GetBytes($"--{Boundary}\r\n{part.Headers}\r\n\r\n"));
            stream.Write(part.Content);
            stream.Write("\r\n"u8);
        }

        stream.Write(Encoding.UTF8.GetBytes($"--{Boundary}{End}"));
        return stream.ToArray();
    }
}
