using CsCheck;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Materials;
using SocialAssistance.Testing.Samples;
using Xunit;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Tests.Cases;

/// <summary>A case is filled up by nobody, and what it waits for always finds room.</summary>
public sealed class MaterialRoomTests
{
    private const string CaseId = "20260803-640104-00000000000A";
    private const int Megabyte = 1024 * 1024;

    private static readonly MaterialLimits Limits = new() { MaxScans = 5, MaxBytes = 40 * Megabyte, AskedScans = 3, AskedBytes = 30 * Megabyte };

    [Fact]
    public void Scans_are_counted_accepted_and_refused()
    {
        var full = Filled(SampleCases.Awaiting(CaseId), 5, MaterialStatus.Rejected);
        Left(full, "other").ShouldBeFalse();
        Left(full with { Materials = full.Materials[..4] }, "other").ShouldBeTrue();
        Refusal(full, "other").ShouldBe(CaseRefusals.TooManyMaterials);
    }

    [Fact]
    public void Bytes_are_counted_but_not_of_what_was_never_read()
    {
        var @case = SampleCases.Awaiting(CaseId);
        var large = @case with { Materials = [Scan("other", 1) with { Size = 25 * Megabyte }] };
        Left(large, "other", 15 * Megabyte).ShouldBeTrue();
        Left(large, "other", (15 * Megabyte) + 1).ShouldBeFalse();
        Left(@case with { Materials = [Scan("other", 1) with { Size = 5_000_000_000, Sha256 = "" }] }, "other", 15 * Megabyte).ShouldBeTrue();
    }

    [Fact]
    public void What_is_still_missing_is_taken_by_a_full_case_and_not_without_end()
    {
        var full = Filled(SampleCases.Awaiting(CaseId), 5, MaterialStatus.Rejected);
        Refusal(full, "identity-document").ShouldBeNull();
        var more = Filled(full, 3, MaterialStatus.Rejected, "identity-document", from: 100);
        Refusal(more, "identity-document").ShouldBe(CaseRefusals.TooManyMaterials);
        Refusal(more, "marital-status-proof").ShouldBeNull();
    }

    [Fact]
    public void What_a_department_asks_for_is_taken_by_a_full_case_each_time_anew()
    {
        var now = SampleCases.Now;
        var @case = Filled(SampleCases.Dispatched(CaseId), 5, MaterialStatus.Accepted);
        Left(@case, "other").ShouldBeFalse();
        for (var asked = 1; asked <= 3; asked++)
        {
            now = now.AddDays(1);
            @case = @case.After(Asked(asked, now), now);
            for (var scan = 0; scan < 3; scan++)
            {
                Left(@case, "other").ShouldBeTrue();
                @case = @case.After(new MaterialFiled(Scan("other", (asked * 10) + scan) with { ReceivedAt = now }) { Limits = Limits }, now);
            }

            @case.FindItem("medical-assistance")!.Status.ShouldNotBe(ItemStatus.SupplementRequested);
            Left(@case, "other").ShouldBeFalse();
            Left(@case, "family-property-proof").ShouldBeFalse("nobody asked for it");
        }
    }

    [Fact]
    public void However_scans_come_the_number_is_bounded_by_what_was_asked() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 12]).Array[1, 60].Sample(
            steps =>
            {
                var @case = SampleCases.Awaiting(CaseId);
                string[] materials = ["other", "identity-document", "marital-status-proof", "residence-permit"];
                foreach (var (material, megabytes) in steps)
                {
                    var size = (long)megabytes * Megabyte;
                    if (Left(@case, materials[material], size))
                    {
                        @case = @case with { Materials = @case.Materials.Add(Scan(materials[material], @case.Materials.Length) with { Size = size, Status = MaterialStatus.Rejected }) };
                    }
                }

                var missing = @case.Missing().Count();
                return @case.Materials.Length <= Limits.MaxScans + (missing * Limits.AskedScans)
                    && @case.Materials.Sum(m => m.Size) <= Limits.MaxBytes + (missing * Limits.AskedBytes);
            },
            iter: 500);

    [Theory]
    [InlineData(null, null, 200, 500)]
    [InlineData("", "", 200, 500)]
    [InlineData("50", "100", 50, 100)]
    public void Bounds_are_read_from_settings(string? scans, string? megabytes, int maxScans, int maxMegabytes)
    {
        var limits = MaterialLimits.Read(scans, megabytes).ShouldNotBeNull();
        limits.MaxScans.ShouldBe(maxScans);
        limits.MaxBytes.ShouldBe((long)maxMegabytes * Megabyte);
    }

    [Theory]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("2001", null)]
    [InlineData("many", null)]
    [InlineData(null, "19")]
    [InlineData(null, "1.5")]
    [InlineData("99999999999", null)]
    public void Bounds_that_keep_everything_out_or_nothing_are_wrong(string? scans, string? megabytes) =>
        MaterialLimits.Read(scans, megabytes).ShouldBeNull();

    private static SupplementAsked Asked(int number, DateTimeOffset now) => new(["other"], "请补交", now.AddDays(10))
    {
        EventId = $"asked-{number}",
        Digest = $"asked-{number}",
        Department = "medical-insurance",
        Item = "medical-assistance",
        OccurredAt = now,
        Operator = "经办员",
    };

    private static bool Left(Case @case, string material, long size = 1000) => MaterialRoom.IsLeft(@case, material, size, Limits);

    private static CaseRefusal? Refusal(Case @case, string material) =>
        (CaseProcess.Handle(@case, new MaterialFiled(Scan(material, 999)) { Limits = Limits }, SampleGuide.Guide, SampleCases.Now) as CaseOutcome.Refused)?.Refusal;

    private static Case Filled(Case @case, int scans, MaterialStatus status, string material = "other", int from = 0) => @case with
    {
        Materials = [.. @case.Materials.Where(m => m.Material == "other" || from > 0), .. Enumerable.Range(from, scans).Select(n => Scan(material, n) with { Status = status })],
    };

    private static CaseMaterial Scan(string material, int number) => SampleEvents.Scan(material).Material with
    {
        MaterialId = $"{material}-{number}",
        Size = 1000,
        ReceivedAt = SampleCases.Now,
    };
}
