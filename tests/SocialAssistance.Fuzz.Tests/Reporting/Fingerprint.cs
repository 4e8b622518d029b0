using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SocialAssistance.Fuzz.Tests.Invariants;

namespace SocialAssistance.Fuzz.Tests.Reporting;

/// <summary>
/// What a session has sent, as one hash: two runs of a seed can be compared by it. The numbers of cases and the continuations are
/// the server's and new in every run; for them stands whose case it is, and that it is a continuation. A number within
/// which something was changed cannot be told any more and stays.
/// </summary>
internal sealed partial class Fingerprint(Model model)
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Add(byte[] sent, IEnumerable<string> continuations)
    {
        var text = Cases().Replace(
            Encoding.Latin1.GetString(sent),
            found => model.Cases.TryGetValue(found.Value, out var told) ? $"case of {told.Family.Index}" : "case of nobody");
        text = continuations.Aggregate(text, (t, c) => t.Replace(Uri.EscapeDataString(c), "continuation", StringComparison.Ordinal));
        _hash.AppendData(Encoding.Latin1.GetBytes(text));
    }

    public byte[] Take() => _hash.GetHashAndReset();

    [GeneratedRegex("[0-9]{8}-[0-9]{6}-[0-9A-Z]{12}", RegexOptions.CultureInvariant)]
    private static partial Regex Cases();
}
