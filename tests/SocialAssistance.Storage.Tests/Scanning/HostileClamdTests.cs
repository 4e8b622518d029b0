using System.Text;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using SocialAssistance.Materials;
using SocialAssistance.Storage.Scanning;
using SocialAssistance.Storage.Tests.Blobs;
using Xunit;

namespace SocialAssistance.Storage.Tests.Scanning;

public sealed class HostileClamdTests
{
    private static readonly byte[] Content = new byte[200_000];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("stream: OK\0", ScanVerdict.Clean)]
    [InlineData("stream: Win.Test FOUND\0", ScanVerdict.Infected)]
    [InlineData("stream: OK", ScanVerdict.Undetermined)]
    [InlineData("stream: OK\n", ScanVerdict.Undetermined)]
    [InlineData("stream: OK ERROR\0", ScanVerdict.Undetermined)]
    [InlineData("OK\0", ScanVerdict.Undetermined)]
    [InlineData("PONG\0", ScanVerdict.Undetermined)]
    [InlineData("other: Win.Test FOUND\0", ScanVerdict.Undetermined)]
    [InlineData("\0stream: OK\0", ScanVerdict.Undetermined)]
    [InlineData("INSTREAM size limit exceeded. ERROR\0", ScanVerdict.Undetermined)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", ScanVerdict.Undetermined)]
    [InlineData("", ScanVerdict.Undetermined)]
    public async Task Only_the_exact_word_is_clean(string reply, ScanVerdict expected)
    {
        await using var daemon = HostileDaemon.Answering(Encoding.Latin1.GetBytes(reply));
        (await ScannerOf(daemon).ScanAsync(Content, Cancel)).ShouldBe(expected);
    }

    [Fact]
    public async Task A_reply_without_end_is_read_no_further_than_a_reply_can_be_long()
    {
        await using var daemon = HostileDaemon.Answering([.. Enumerable.Repeat((byte)'x', 1_000_000), 0]);
        (await ScannerOf(daemon).ScanAsync(Content, Cancel)).ShouldBe(ScanVerdict.Undetermined);
    }

    [Fact]
    public async Task Closing_at_once_is_no_verdict()
    {
        await using var daemon = new HostileDaemon((_, _) => Task.CompletedTask);
        (await ScannerOf(daemon).ScanAsync(Content, Cancel)).ShouldBe(ScanVerdict.Undetermined);
    }

    [Fact]
    public async Task Closing_in_the_middle_is_no_verdict()
    {
        await using var daemon = new HostileDaemon((stream, cancel) => stream.ReadExactlyAsync(new byte[1000], cancel).AsTask());
        (await ScannerOf(daemon).ScanAsync(Content, Cancel)).ShouldBe(ScanVerdict.Undetermined);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(16 * 1024 * 1024)]
    public async Task Hanging_is_no_verdict_whether_it_reads_nothing_or_answers_nothing(int size)
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var daemon = new HostileDaemon(async (stream, cancel) =>
        {
            // Once the command is here, connecting and its own timeout are over.
            await stream.ReadExactlyAsync(new byte["zINSTREAM\0"u8.Length], cancel);
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, cancel);
        });
        var scan = new ClamdScanner(daemon.Options, time).ScanAsync(new byte[size], Cancel);
        await asked.Task;
        time.Advance(daemon.Options.ScanTimeout - TimeSpan.FromMilliseconds(1));
        scan.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMilliseconds(1));
        (await scan).ShouldBe(ScanVerdict.Undetermined);
    }

    [Fact]
    public async Task Absence_is_no_verdict()
    {
        var scanner = new ClamdScanner(new ClamdOptions("127.0.0.1", AbsentAccount.FreePort()), TimeProvider.System);
        (await scanner.ScanAsync(Content, Cancel)).ShouldBe(ScanVerdict.Undetermined);
        await Should.ThrowAsync<IOException>(() => scanner.PingAsync(Cancel));
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_no_verdict()
    {
        var scanner = new ClamdScanner(new ClamdOptions("clamd.invalid", 3310), TimeProvider.System);
        (await scanner.ScanAsync(Content, Cancel)).ShouldBe(ScanVerdict.Undetermined);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_told_so()
    {
        using var giveUp = new CancellationTokenSource();
        await using var daemon = new HostileDaemon((_, cancel) => Task.Delay(Timeout.Infinite, cancel));
        var scan = ScannerOf(daemon).ScanAsync(Content, giveUp.Token);
        await daemon.Connected;
        await giveUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => scan);
    }

    [Fact]
    public async Task Something_else_that_answers_is_not_taken_for_alive()
    {
        await using var daemon = new HostileDaemon((stream, cancel) => stream.WriteAsync("HELO\0"u8.ToArray(), cancel).AsTask());
        await Should.ThrowAsync<IOException>(() => ScannerOf(daemon).PingAsync(Cancel));
    }

    private static ClamdScanner ScannerOf(HostileDaemon daemon) => new(daemon.Options, TimeProvider.System);
}
