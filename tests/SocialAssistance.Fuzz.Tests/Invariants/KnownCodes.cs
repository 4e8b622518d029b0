using System.Reflection;
using SocialAssistance.Applications;
using SocialAssistance.Cases;
using SocialAssistance.Input;
using SocialAssistance.Materials;
using SocialAssistance.Privacy.Rights;

namespace SocialAssistance.Fuzz.Tests.Invariants;

/// <summary>The stable codes of the product: those of its catalogues, and those that stand where they are used.</summary>
internal static class KnownCodes
{
    /// <summary>What a problem as a whole may be called.</summary>
    public static readonly HashSet<string> OfProblems =
    [
        .. Catalogue(typeof(CaseRefusals)), CaseRefusals.ItemClosed(ItemStatus.Granted).Code,
        .. Enum.GetValues<ScanFault>().Select(FaultText.Code),
        "unauthorized", "forbidden", "not-found", "method-not-allowed", "media-type-unsupported", "body-too-large", "bad-request", "invalid-input", "submission-key-reused", "address-too-long", "headers-too-large",
    ];

    /// <summary>What a single fault within one may be called.</summary>
    public static readonly HashSet<string> OfFaults =
    [
        .. OfProblems, .. Catalogue(typeof(InputFault)), .. Catalogue(typeof(ApplicationFault)),
        "idempotency-key-too-long", "division-not-yours", "multipart-invalid", "too-many-fields", "continuation-invalid", "no-items", "unknown-item", "too-small", "amount-out-of-range", Ids.Invalid, CorrectionRequest.NothingToCorrect,
    ];

    private static IEnumerable<string> Catalogue(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => f.GetValue(null) switch { CaseRefusal refusal => refusal.Code, string code => code, _ => null })
        .OfType<string>();
}
