using System.Diagnostics;

namespace SocialAssistance.Api.Tests.Hosting;

/// <summary>Waits for what a host does on its own, and not forever.</summary>
internal static class Poll
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task UntilAsync(Func<Task<bool>> happened, string what)
    {
        var waited = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Every);
        while (!await happened())
        {
            if (waited.Elapsed > Patience)
            {
                throw new TimeoutException($"Waited in vain until {what}.");
            }

            await timer.WaitForNextTickAsync();
        }
    }
}
