using System.Globalization;

namespace SocialAssistance.Storage.Webhooks;

/// <summary>What travels beside a signed message: its id, when it was signed, and the signatures.</summary>
/// <param name="Id">The message's id, the same at every attempt.</param>
/// <param name="Timestamp">When it was signed, in whole seconds since 1970 (UTC).</param>
/// <param name="Signature">Signatures, blank between them: <c>v1,base64</c>.</param>
public sealed record WebhookHeaders(string? Id, string? Timestamp, string? Signature)
{
    /// <summary>Name of the header or property with the id.</summary>
    public const string IdName = "webhook-id";

    /// <summary>Name of the header or property with the moment.</summary>
    public const string TimestampName = "webhook-timestamp";

    /// <summary>Name of the header or property with the signatures.</summary>
    public const string SignatureName = "webhook-signature";

    /// <summary>Finds them among a message's headers or properties; what is not there is null.</summary>
    /// <param name="find">Gives the text of a header or property, or null.</param>
    public static WebhookHeaders From(Func<string, string?> find)
    {
        ArgumentNullException.ThrowIfNull(find);
        return new WebhookHeaders(find(IdName), find(TimestampName), find(SignatureName));
    }

    /// <summary>A moment as it is written.</summary>
    internal static string Write(DateTimeOffset moment) => moment.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
