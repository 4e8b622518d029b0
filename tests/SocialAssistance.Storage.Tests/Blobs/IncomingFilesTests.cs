using Azure;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Testing.Azurite;
using SocialAssistance.Testing.Privacy;
using SocialAssistance.Testing.Samples;
using SocialAssistance.Testing.Scans;
using Xunit;

namespace SocialAssistance.Storage.Tests.Blobs;

/// <summary>Files of the incoming area that are taken up late, or not at once.</summary>
public sealed class IncomingFilesTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private static readonly byte[] Scan = SampleScans.Png(9_000);

    private readonly IncomingRig _rig = new(azurite.ConnectionString);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _rig.Store.InitializeAsync(Cancel);

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_file_that_cannot_be_taken_up_stays_and_its_case_says_so()
    {
        var caseId = await _rig.OpenAsync(Cancel);
        var file = await _rig.WriteAsync(caseId, "身份\u202e证.png", Scan, Cancel);
        _rig.Break("身份\u202e证.png");
        await _rig.TakeUpLeftAsync(file, Cancel);

        var @case = await _rig.FindAsync(caseId, Cancel);
        var note = @case.Materials.ShouldHaveSingleItem();
        (note.Status, note.Material, SamplePrivacy.Open(caseId, note).FileName.Value, note.Size).ShouldBe((MaterialStatus.Received, IncomingRig.Material, "身份证.png", Scan.Length));
        note.Reason.ShouldNotBeNull().ShouldContain("请不要重复提交");
        note.ReceivedAt.ShouldBe(SampleCases.Now);
        @case.Status.ShouldBe(CaseStatus.AwaitingMaterials);
        (await _rig.Store.FindIncomingAsync(file.Name, Cancel)).ShouldBe(file);

        // Found again and again it is noted once.
        await _rig.TakeUpLeftAsync(file, Cancel);
        (await _rig.FindAsync(caseId, Cancel)).Version.ShouldBe(@case.Version);
    }

    [Fact]
    public async Task Taken_up_at_last_the_scan_stands_in_the_notes_place_and_came_when_it_came()
    {
        var caseId = await _rig.OpenAsync(Cancel);
        var file = await _rig.WriteAsync(caseId, "id.png", Scan, Cancel);
        _rig.Break("id.png");
        await _rig.TakeUpLeftAsync(file, Cancel);
        _rig.Clock.Advance(TimeSpan.FromHours(30));
        _rig.Mend();
        await _rig.TakeUpLeftAsync(file, Cancel);

        var @case = await _rig.FindAsync(caseId, Cancel);
        var scan = @case.Materials.ShouldHaveSingleItem();
        (scan.Status, scan.ReceivedAt, scan.Reason).ShouldBe((MaterialStatus.Accepted, SampleCases.Now, null));
        @case.Status.ShouldBe(CaseStatus.InProgress);
        (await _rig.Store.FindIncomingAsync(file.Name, Cancel)).ShouldBeNull();
        await using var kept = await _rig.Store.OpenAsync(caseId, scan.MaterialId, Cancel);
        kept.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_case_whose_last_scan_came_in_time_does_not_lapse_while_it_is_stuck()
    {
        var caseId = await _rig.OpenAsync(Cancel);
        var file = await _rig.WriteAsync(caseId, "id.png", Scan, Cancel);
        _rig.Break("id.png");
        await _rig.TakeUpLeftAsync(file, Cancel);
        _rig.Clock.SetUtcNow((await _rig.FindAsync(caseId, Cancel)).MaterialsDueAt.AddDays(3).ToUniversalTime());
        await _rig.Cases.ApplyAsync(caseId, new ClockStruck(), Cancel);
        (await _rig.FindAsync(caseId, Cancel)).Status.ShouldBe(CaseStatus.AwaitingMaterials);

        _rig.Mend();
        await _rig.TakeUpLeftAsync(file, Cancel);
        (await _rig.FindAsync(caseId, Cancel)).Status.ShouldBe(CaseStatus.InProgress);
    }

    [Fact]
    public async Task What_is_no_scan_takes_the_notes_place_too()
    {
        var caseId = await _rig.OpenAsync(Cancel);
        var file = await _rig.WriteAsync(caseId, "id.png", Scan, Cancel);
        _rig.Break("id.png");
        await _rig.TakeUpLeftAsync(file, Cancel);
        (await _rig.FindAsync(caseId, Cancel)).Materials.ShouldHaveSingleItem().Status.ShouldBe(MaterialStatus.Received);

        // Written anew under the same name, it is another file with the same note.
        var text = await _rig.WriteAsync(caseId, "id.png", "no scan"u8.ToArray(), Cancel);
        _rig.Mend();
        await _rig.Files.TakeUpAsync(text.Name, Cancel);
        (await _rig.FindAsync(caseId, Cancel)).Materials.ShouldHaveSingleItem().Status.ShouldBe(MaterialStatus.Rejected);
    }

    [Fact]
    public async Task Only_what_has_waited_long_enough_is_taken_up()
    {
        var caseId = await _rig.OpenAsync(Cancel);
        var file = await _rig.WriteAsync(caseId, "id.png", Scan, Cancel);
        await _rig.TakeUpLeftAsync(file, Cancel, ticksTooYoung: 1);
        (await _rig.FindAsync(caseId, Cancel)).Materials.ShouldBeEmpty();
        (await _rig.Store.FindIncomingAsync(file.Name, Cancel)).ShouldNotBeNull();

        await _rig.TakeUpLeftAsync(file, Cancel);
        (await _rig.FindAsync(caseId, Cancel)).Materials.ShouldHaveSingleItem().Status.ShouldBe(MaterialStatus.Accepted);
    }

    [Fact]
    public async Task One_that_fails_holds_up_no_other()
    {
        _rig.Break("stuck.png");
        var cases = new List<(string CaseId, bool Stuck)>();
        var last = await _rig.WriteAsync("no-case", "x.png", Scan, Cancel);
        foreach (var isStuck in new[] { true, false, true, false })
        {
            var caseId = await _rig.OpenAsync(Cancel);
            last = await _rig.WriteAsync(caseId, isStuck ? "stuck.png" : "id.png", Scan, Cancel);
            cases.Add((caseId, isStuck));
        }

        // Meant for no case that there is: nobody can be told, and nothing is held up.
        await _rig.WriteAsync("20260803-640104-000000000000", "stuck.png", Scan, Cancel);
        await _rig.TakeUpLeftAsync(last, Cancel);
        foreach (var (caseId, isStuck) in cases)
        {
            (await _rig.FindAsync(caseId, Cancel)).Materials.ShouldHaveSingleItem().Status
                .ShouldBe(isStuck ? MaterialStatus.Received : MaterialStatus.Accepted);
        }
    }

    [Fact]
    public async Task Whoever_is_told_of_a_file_takes_it_up_by_its_name_and_learns_when_it_failed()
    {
        var caseId = await _rig.OpenAsync(Cancel);
        var file = await _rig.WriteAsync(caseId, "id.png", Scan, Cancel);
        _rig.Break("id.png");
        await Should.ThrowAsync<RequestFailedException>(() => _rig.Files.TakeUpAsync(file.Name, Cancel));
        (await _rig.FindAsync(caseId, Cancel)).Materials.ShouldBeEmpty();

        _rig.Mend();
        await _rig.Files.TakeUpAsync(file.Name, Cancel);
        var taken = await _rig.FindAsync(caseId, Cancel);
        taken.Status.ShouldBe(CaseStatus.InProgress);

        // Told again, it is gone already.
        await _rig.Files.TakeUpAsync(file.Name, Cancel);
        (await _rig.FindAsync(caseId, Cancel)).Version.ShouldBe(taken.Version);
    }

    [Fact]
    public async Task A_file_found_by_its_name_is_the_one_that_is_listed()
    {
        var caseId = await _rig.OpenAsync(Cancel);
        var file = await _rig.WriteAsync(caseId, "户口簿 1.png", Scan, Cancel);
        (await _rig.Store.ListIncomingAsync(1000, Cancel)).ShouldContain(file);
        file.WrittenAt.Offset.ShouldBe(TimeSpan.Zero);
        (await _rig.Store.FindIncomingAsync(file.Name + "x", Cancel)).ShouldBeNull();
        await _rig.Store.DeleteIncomingAsync(file, Cancel);
        (await _rig.Store.FindIncomingAsync(file.Name, Cancel)).ShouldBeNull();
    }
}
