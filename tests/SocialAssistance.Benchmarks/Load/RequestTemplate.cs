using System.Text;

namespace SocialAssistance.Benchmarks.Load;

/// <summary>
/// A whole request, head and body, made once. What varies has a fixed length and is written over: sending one more request
/// costs a few bytes copied. Not for two threads at once.
/// </summary>
internal sealed class RequestTemplate
{
    private readonly byte[] _bytes;
    private readonly Dictionary<Slot, int[]> _places = [];

    /// <summary>Makes a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path; it may hold slots.</param>
    /// <param name="key">The caller's key, or null for nobody.</param>
    /// <param name="contentType">Media type of the body.</param>
    /// <param name="body">The body; it may hold slots.</param>
    public RequestTemplate(string method, string path, string? key, string? contentType = null, ReadOnlySpan<byte> body = default)
    {
        var head = new StringBuilder().Append(method).Append(' ').Append(path).Append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        if (key is not null)
        {
            head.Append("X-Api-Key: ").Append(key).Append("\r\n");
        }

        if (contentType is not null)
        {
            head.Append("Content-Type: ").Append(contentType).Append("\r\nContent-Length: ").Append(body.Length).Append("\r\n");
        }

        _bytes = [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body];
        foreach (var slot in Enum.GetValues<Slot>())
        {
            if (PlacesOf(slot.Marker()).ToArray() is { Length: > 0 } places)
            {
                _places.Add(slot, places);
            }
        }
    }

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Writes a value wherever the slot stands; a request without that slot stays as it is.</summary>
    public RequestTemplate Fill(Slot slot, ReadOnlySpan<byte> value)
    {
        foreach (var place in _places.GetValueOrDefault(slot) ?? [])
        {
            value.CopyTo(_bytes.AsSpan(place, slot.Marker().Length));
        }

        return this;
    }

    private IEnumerable<int> PlacesOf(string marker)
    {
        var wanted = Encoding.ASCII.GetBytes(marker);
        for (var from = 0; _bytes.AsSpan(from).IndexOf(wanted) is >= 0 and var found; from += found + wanted.Length)
        {
            yield return from + found;
        }
    }
}

/// <summary>Something that differs from request to request.</summary>
internal enum Slot
{
    /// <summary>Number of the case, as the host gave it.</summary>
    CaseId,

    /// <summary>The benchmark's own number of the case.</summary>
    Serial,

    /// <summary>ID number of the applicant.</summary>
    Applicant,

    /// <summary>ID number of the spouse.</summary>
    Spouse,

    /// <summary>ID number of the child.</summary>
    Child,
}

/// <summary>How slots are marked.</summary>
internal static class Slots
{
    /// <summary>Text that stands for the slot; as long as what is written over it.</summary>
    public static string Marker(this Slot slot) => slot switch
    {
        Slot.CaseId => "{case-id-with-28-characters}",
        Slot.Serial => "{serial-}",
        Slot.Applicant => "{applicant-number}",
        Slot.Spouse => "{spouse-id-number}",
        Slot.Child => "{child-s-idnumber}",
        _ => throw new ArgumentOutOfRangeException(nameof(slot)),
    };
}
