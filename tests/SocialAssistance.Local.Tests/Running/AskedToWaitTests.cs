using Shouldly;
using SocialAssistance.Departments;
using SocialAssistance.Guide;
using Xunit;

namespace SocialAssistance.Local.Tests.Running;

/// <summary>A department that says when to come again is not asked before, and the case says what it answered by its code.</summary>
public sealed class AskedToWaitTests
{
    private const string Case1 = "20260803-640104-00000000000A";

    [Theory]
    [InlineData(7200, 7200, 7200)]
    [InlineData(1, 1.6, 2.4)]
    [InlineData(null, 1.6, 2.4)]
    [InlineData(9_999_999, 86_400, 86_400)]
    public async Task The_longer_of_both_waits_is_kept(int? asked, double atLeast, double atMost)
    {
        await using var rig = new RunnerRig((_, _) => new BusyDepartments(asked is { } seconds ? TimeSpan.FromSeconds(seconds) : null));
        await rig.DispatchedAsync(Case1, TestContext.Current.CancellationToken);
        await rig.Driver.DriveAsync(Case1, TestContext.Current.CancellationToken);
        var owed = (await rig.FindAsync(Case1, TestContext.Current.CancellationToken)).Tasks;
        owed.Length.ShouldBe(11);
        owed.ShouldAllBe(t => t.LastError == "webhook-rate-limited");
        owed.Select(t => (t.NextAttemptAt - rig.Clock.Now()).TotalSeconds).ShouldAllBe(wait => wait >= atLeast && wait <= atMost);
    }

    private sealed class BusyDepartments(TimeSpan? retryAfter) : IDepartmentChannel
    {
        public Task SendAsync(DepartmentMessage message, CancellationToken cancellationToken) =>
            throw new DeliveryFailedException("webhook-rate-limited", retryAfter);
    }
}
