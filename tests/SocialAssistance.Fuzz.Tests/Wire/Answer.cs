using System.Text;

namespace SocialAssistance.Fuzz.Tests.Wire;

/// <summary>What came back, byte by byte.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body, without chunking.</param>
/// <param name="Raw">All of it as it came.</param>
internal sealed record Answer(int Status, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body, byte[] Raw)
{
    public string? Header(string name) =>
        Headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).FirstOrDefault();

    public bool Closes => string.Equals(Header("Connection"), "close", StringComparison.OrdinalIgnoreCase);

    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>The answer is not HTTP, does not end, or does not come.</summary>
internal sealed class BrokenAnswerException(string message) : Exception(message);
