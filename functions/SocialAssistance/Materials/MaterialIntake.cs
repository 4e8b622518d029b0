using System.Security.Cryptography;
using System.Text;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;

namespace SocialAssistance.Materials;

/// <summary>What became of a scan that was handed in.</summary>
/// <param name="Material">The scan as the case has it; null when it was refused.</param>
/// <param name="Fault">Why it is no scan.</param>
/// <param name="Refusal">Why the case does not take it.</param>
public sealed record IntakeResult(CaseMaterial? Material, ScanFault? Fault, CaseRefusal? Refusal)
{
    /// <summary>Whether the case was written for it; not when it has had the same scan, whose name somebody else may have given.</summary>
    public bool IsWritten { get; init; }
}

/// <summary>
/// Takes scans in, whichever way they come. The bytes are kept before the case says that it has them, so that a scan the
/// case names is never missing; doing it again after an interruption ends the same.
/// </summary>
public sealed class MaterialIntake(
    ICaseStore store, CaseService cases, IMaterialStore materials, IMaterialScanner scanner, ServiceGuide guide, TimeProvider clock,
    MaterialLimits? limits = null)
{
    private readonly MaterialLimits _limits = limits ?? MaterialLimits.Default;

    /// <summary>Takes in a scan for which somebody waits: what is no scan is refused and not kept.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="material">Code of the material.</param>
    /// <param name="fileName">The name it came with, cleaned.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="actor">Who hands it in.</param>
    /// <param name="cancellationToken">Cancels it before it is kept.</param>
    public async Task<IntakeResult> FileAsync(
        string caseId, string material, string fileName, ReadOnlyMemory<byte> content, Actor actor, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(caseId, material, content, null, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return new IntakeResult(null, null, refusal);
        }

        var inspection = ScanInspector.Inspect(content);
        return inspection.Fault is { } fault
            ? new IntakeResult(null, fault, null)
            : await KeepAsync(caseId, material, fileName, content, inspection, actor, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes in a scan for which nobody waits: what is no scan goes to the quarantine and the case says so.</summary>
    public async Task<IntakeResult> FileUnattendedAsync(
        string caseId, string material, string fileName, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        await RefusalAsync(caseId, material, content, StuckId(material, fileName), cancellationToken).ConfigureAwait(false) is { } refusal
            ? new IntakeResult(null, null, refusal)
            : await KeepAsync(
                caseId, material, fileName, content, ScanInspector.Inspect(content), Actor.IncomingFiles, cancellationToken, StuckId(material, fileName)).ConfigureAwait(false);

    /// <summary>Notes in the case that a scan came that cannot be read at present, until it is taken in after all.</summary>
    public Task NoteStuckAsync(string caseId, string material, string fileName, long size, CancellationToken cancellationToken)
    {
        var scan = new CaseMaterial
        {
            MaterialId = StuckId(material, fileName),
            Material = material,
            FileName = fileName,
            Size = size,
            Sha256 = "",
            ReceivedAt = clock.Now(),
            Status = MaterialStatus.Received,
            Reason = "扫描件已经收到，暂时没能处理，系统会再试，请不要重复提交",
        };
        return cases.ApplyAsync(caseId, Filed(scan), Actor.IncomingFiles, cancellationToken);
    }

    /// <summary>Notes in the case that a scan came that is too large to be taken.</summary>
    public Task RefuseTooLargeAsync(string caseId, string material, string fileName, long size, CancellationToken cancellationToken)
    {
        var name = Encoding.UTF8.GetBytes(FormattableString.Invariant($"{fileName}:{size}"));
        var scan = Scan(material, fileName, name) with { Size = size, Sha256 = "", Reason = FaultText.Of(ScanFault.TooLarge) };
        return cases.ApplyAsync(caseId, Filed(scan, StuckId(material, fileName)), Actor.IncomingFiles, cancellationToken);
    }

    /// <summary>Asks the scanner again about an undetermined scan.</summary>
    /// <exception cref="ScanUndeterminedException">It still cannot tell.</exception>
    public async Task InspectAgainAsync(Case @case, string materialId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(@case);
        if (@case.Materials.FirstOrDefault(m => m.MaterialId == materialId) is not { Status: MaterialStatus.Undetermined } scan
            || await materials.ReadQuarantinedAsync(@case.CaseId, materialId, cancellationToken).ConfigureAwait(false) is not { } content)
        {
            return;
        }

        var verdict = await scanner.ScanAsync(content, cancellationToken).ConfigureAwait(false);
        if (verdict == ScanVerdict.Undetermined)
        {
            throw new ScanUndeterminedException();
        }

        if (verdict == ScanVerdict.Clean)
        {
            await materials.KeepAsync(@case.CaseId, materialId, scan.ContentType!, content, cancellationToken).ConfigureAwait(false);
        }

        var judged = new MaterialJudged(materialId, StatusOf(verdict), FaultText.Of(verdict));
        await cases.ApplyAsync(@case.CaseId, judged, cancellationToken).ConfigureAwait(false);
        if (verdict == ScanVerdict.Clean)
        {
            await materials.DeleteQuarantinedAsync(@case.CaseId, materialId, cancellationToken).ConfigureAwait(false);
        }
    }

    // What cannot be the name of anything is looked up nowhere.
    private async Task<CaseRefusal?> RefusalAsync(
        string caseId, string material, ReadOnlyMemory<byte> content, string? note, CancellationToken cancellationToken) =>
        !CaseIds.IsWellFormed(caseId) ? CaseRefusals.UnknownCase
            : await store.FindAsync(caseId, cancellationToken).ConfigureAwait(false) is not { } @case ? CaseRefusals.UnknownCase
            : guide.FindMaterial(material) is null ? CaseRefusals.UnknownMaterial
            : @case.IsClosed ? CaseRefusals.CaseClosed
            : HasRoom(@case, material, content, note) ? null
            : CaseRefusals.TooManyMaterials;

    // Asked before anything is kept; the process asks again when the case is written. The same scan again takes no room.
    private bool HasRoom(Case @case, string material, ReadOnlyMemory<byte> content, string? note) =>
        MaterialRoom.IsLeft(@case with { Materials = @case.Materials.RemoveAll(m => m.MaterialId == note) }, material, content.Length, _limits)
        || MaterialId.From(material, content.Span) is var id && @case.Materials.Any(m => m.MaterialId == id);

    private MaterialFiled Filed(CaseMaterial scan, string? instead = null) => new(scan, instead) { Limits = _limits };

    private async Task<IntakeResult> KeepAsync(
        string caseId, string material, string fileName, ReadOnlyMemory<byte> content, ScanInspection inspection, Actor actor,
        CancellationToken cancellationToken, string? instead = null)
    {
        var scan = await JudgeAsync(material, fileName, content, inspection, cancellationToken).ConfigureAwait(false);
        var contentType = scan.ContentType ?? "application/octet-stream";
        await (scan.Status == MaterialStatus.Accepted
            ? materials.KeepAsync(caseId, scan.MaterialId, contentType, content, cancellationToken)
            : materials.QuarantineAsync(caseId, scan.MaterialId, contentType, content, cancellationToken)).ConfigureAwait(false);

        return await cases.ApplyAsync(caseId, Filed(scan, instead), actor, cancellationToken).ConfigureAwait(false) switch
        {
            CaseOutcome.Refused refused => new IntakeResult(null, null, refused.Refusal),
            var taken => new IntakeResult(Find(taken.Standing!), null, null) { IsWritten = taken is CaseOutcome.Moved },
        };

        CaseMaterial Find(Case @case) => @case.Materials.First(m => m.MaterialId == scan.MaterialId);
    }

    private async Task<CaseMaterial> JudgeAsync(
        string material, string fileName, ReadOnlyMemory<byte> content, ScanInspection inspection, CancellationToken cancellationToken)
    {
        var scan = Scan(material, fileName, content.Span);
        if (inspection.Fault is { } fault)
        {
            return scan with { Reason = FaultText.Of(fault) };
        }

        var verdict = await scanner.ScanAsync(content, cancellationToken).ConfigureAwait(false);
        return scan with
        {
            ContentType = inspection.Format!.Value.ContentType(),
            Status = StatusOf(verdict),
            Reason = FaultText.Of(verdict),
            Scanner = scanner.Name,
        };
    }

    private CaseMaterial Scan(string material, string fileName, ReadOnlySpan<byte> content)
    {
        var digest = SHA256.HashData(content);
        return new CaseMaterial
        {
            MaterialId = MaterialId.FromDigest(material, digest),
            Material = material,
            FileName = fileName,
            Size = content.Length,
            Sha256 = Convert.ToHexStringLower(digest),
            ReceivedAt = clock.Now(),
            Status = MaterialStatus.Rejected,
        };
    }

    // Of the name, because the bytes of a file that cannot be read are not known. Whoever sees this id is shown the name as well:
    // it is never one of an accepted scan, which alone departments are shown.
    private static string StuckId(string material, string fileName) => MaterialId.From(material, Encoding.UTF8.GetBytes(fileName));

    private static MaterialStatus StatusOf(ScanVerdict verdict) => verdict switch
    {
        ScanVerdict.Clean => MaterialStatus.Accepted,
        ScanVerdict.Infected => MaterialStatus.Rejected,
        _ => MaterialStatus.Undetermined,
    };
}

/// <summary>The scanner still cannot tell.</summary>
public sealed class ScanUndeterminedException() : Exception("The scanner could not tell.");
