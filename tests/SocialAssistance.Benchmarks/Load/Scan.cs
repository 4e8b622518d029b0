using SocialAssistance.Materials;
using SocialAssistance.Testing.Scans;

namespace SocialAssistance.Benchmarks.Load;

/// <summary>A scan that is handed in.</summary>
internal sealed record Scan(ScanFormat Format, ReadOnlyMemory<byte> Content)
{
    // What families hand in: photographs of documents, forms as PDF, now and then a screenshot.
    private static readonly (string Material, ScanFormat Format)[] Needed =
    [
        ("identity-document", ScanFormat.Jpeg),
        ("veteran-certificate", ScanFormat.Jpeg),
        ("admission-or-enrolment-proof", ScanFormat.Pdf),
        ("student-loan-application-form", ScanFormat.Pdf),
        ("hardship-student-form", ScanFormat.Pdf),
        ("borrower-and-co-borrower-identity", ScanFormat.Jpeg),
        ("marital-status-proof", ScanFormat.Png),
        ("family-property-proof", ScanFormat.Jpeg),
    ];

    /// <summary>The eight scans that an application for all eleven items needs, by the code of their material.</summary>
    /// <param name="size">Size of each in bytes.</param>
    public static IReadOnlyDictionary<string, Scan> OfAllItems(int size) => Needed
        .Select((n, seed) => (n.Material, Scan: new Scan(n.Format, SampleScans.Make(n.Format, size, seed + 1))))
        .ToDictionary(s => s.Material, s => s.Scan, StringComparer.Ordinal);
}
