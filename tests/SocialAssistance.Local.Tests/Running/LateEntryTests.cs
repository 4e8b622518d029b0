using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Register;
using SocialAssistance.Testing.Privacy;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Local.Tests.Running;

/// <summary>Entering a recognition into the register may take longer than it takes to correct whose it is.</summary>
public sealed class LateEntryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_is_late_with_the_people_of_before_enters_those_of_now()
    {
        InterruptedRegister? register = null;
        await using var rig = new RunnerRig(register: r => register = new InterruptedRegister(r));
        var granted = SampleCases.Dispatched("C1", SampleForms.For(["low-income-edge"])).After(SampleEvents.Granted("low-income-edge")) with { Version = 1 };
        await rig.Store.CreateAsync(SampleCases.New(granted), Cancellation);
        var right = new SampleIdNumbers(1_234_567).Adult();
        register!.BeforeFirst = async () =>
        {
            await rig.Cases.ApplyAsync("C1", SampleEvents.Renumbered(right), Cancellation);
            await rig.Stages.DriveAsync("C1", Cancellation);
            (await register.FindAsync(SamplePrivacy.Sealing.Person(right), null, Cancellation)).ShouldHaveSingleItem("another worker has entered it");
        };

        await rig.Performer.PerformAsync(granted, granted.Tasks.Single(t => t.Kind == TaskKind.RegisterRecognition), Cancellation);

        (await register.FindAsync(SamplePrivacy.Sealing.Person(right), null, Cancellation)).ShouldHaveSingleItem();
        (await register.FindAsync(granted.People[0].Keys, null, Cancellation)).ShouldBeEmpty();
    }

    /// <summary>A register in front of which something else happens once.</summary>
    private sealed class InterruptedRegister(IRecognitionRegister inner) : IRecognitionRegister
    {
        public Func<Task>? BeforeFirst { get; set; }

        public async Task ReplaceAsync(string source, string category, IReadOnlyCollection<Recognition> recognitions, CancellationToken cancellationToken)
        {
            if (BeforeFirst is { } first)
            {
                BeforeFirst = null;
                await first();
            }

            await inner.ReplaceAsync(source, category, recognitions, cancellationToken);
        }

        public Task PutAsync(IReadOnlyCollection<(string Source, Recognition Recognition)> entries, CancellationToken cancellationToken) =>
            inner.PutAsync(entries, cancellationToken);

        public Task<IReadOnlyList<(string Source, Recognition Recognition)>> ListEndedAsync(DateOnly before, int max, CancellationToken cancellationToken) =>
            inner.ListEndedAsync(before, max, cancellationToken);

        public Task DeleteEndedAsync(IReadOnlyCollection<(string Source, Recognition Recognition)> ended, CancellationToken cancellationToken) =>
            inner.DeleteEndedAsync(ended, cancellationToken);

        public Task<IReadOnlyList<Recognition>> FindAsync(IReadOnlyCollection<string> personKeys, DateOnly? day, CancellationToken cancellationToken) =>
            inner.FindAsync(personKeys, day, cancellationToken);
    }
}
