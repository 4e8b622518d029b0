using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Shouldly;
using SocialAssistance.Departments;
using SocialAssistance.Testing.Running;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Local.Tests.Running;

/// <summary>One department's outage stays its own.</summary>
public sealed class ResilientDepartmentChannelTests
{
    private const string Away = "education";
    private const string Well = "civil-affairs";

    private readonly FakeTimeProvider _clock = new(SampleCases.Now);
    private readonly ScriptedChannel _inner = new();
    private readonly ResilientDepartmentChannel _channel;

    public ResilientDepartmentChannelTests() => _channel = new ResilientDepartmentChannel(_inner, _clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_department_that_keeps_failing_is_left_alone_and_the_others_are_not()
    {
        _inner.Fail(Away);
        await FailAsync(5);
        await Should.ThrowAsync<BrokenCircuitException>(() => SendAsync(Away));
        _inner.Tried.Count.ShouldBe(5);

        await SendAsync(Well);
        _inner.Delivered.ShouldHaveSingleItem().Department.ShouldBe(Well);
    }

    [Fact]
    public async Task After_its_rest_it_is_tried_again()
    {
        _inner.Fail(Away);
        await FailAsync(5);
        _clock.Advance(TimeSpan.FromSeconds(14));
        await Should.ThrowAsync<BrokenCircuitException>(() => SendAsync(Away));

        _clock.Advance(TimeSpan.FromSeconds(1));
        _inner.Mend(Away);
        await SendAsync(Away);
        await SendAsync(Away);
        _inner.Delivered.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_few_failures_do_not_shut_a_department_off()
    {
        _inner.Fail(Away);
        await FailAsync(4);
        _inner.Mend(Away);
        await SendAsync(Away);
        _inner.Delivered.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_delivery_that_hangs_is_given_up_after_its_time()
    {
        _inner.Hang(Away);
        var delivery = SendAsync(Away);
        _clock.Advance(TimeSpan.FromSeconds(9));
        delivery.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<TimeoutRejectedException>(() => delivery);
    }

    [Fact]
    public async Task A_delivery_that_the_host_gives_up_is_no_failure_of_the_department()
    {
        _inner.Hang(Away);
        foreach (var _ in Enumerable.Range(0, 10))
        {
            using var stopping = new CancellationTokenSource();
            var delivery = _channel.SendAsync(Message(Away), stopping.Token);
            await stopping.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => delivery);
        }

        _inner.Mend(Away);
        await SendAsync(Away);
        _inner.Delivered.ShouldHaveSingleItem();
    }

    private async Task FailAsync(int times)
    {
        foreach (var _ in Enumerable.Range(0, times))
        {
            await Should.ThrowAsync<HttpRequestException>(() => SendAsync(Away));
        }
    }

    private Task SendAsync(string department) => _channel.SendAsync(Message(department), Cancellation);

    private static DepartmentMessage Message(string department) =>
        new("C1.dispatch.student-loan", "dispatch", department, "C1", "student-loan", "640104", SampleCases.Now);
}
