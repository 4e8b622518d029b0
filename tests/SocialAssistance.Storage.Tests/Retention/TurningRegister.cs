using SocialAssistance.Register;

namespace SocialAssistance.Storage.Tests.Retention;

/// <summary>A register that lists what has ended in another order each time, as one may that is asked for no order.</summary>
internal sealed class TurningRegister(IRecognitionRegister inner) : IRecognitionRegister
{
    private int _asked;

    public async Task<IReadOnlyList<(string Source, Recognition Recognition)>> ListEndedAsync(DateOnly before, int max, CancellationToken cancellationToken)
    {
        var all = await inner.ListEndedAsync(before, int.MaxValue, cancellationToken);
        return [.. (_asked++ % 2 == 0 ? all : all.Reverse()).Take(max)];
    }

    public Task ReplaceAsync(string source, string category, IReadOnlyCollection<Recognition> recognitions, CancellationToken cancellationToken) =>
        inner.ReplaceAsync(source, category, recognitions, cancellationToken);

    public Task PutAsync(IReadOnlyCollection<(string Source, Recognition Recognition)> entries, CancellationToken cancellationToken) =>
        inner.PutAsync(entries, cancellationToken);

    public Task DeleteEndedAsync(IReadOnlyCollection<(string Source, Recognition Recognition)> ended, CancellationToken cancellationToken) =>
        inner.DeleteEndedAsync(ended, cancellationToken);

    public Task<IReadOnlyList<Recognition>> FindAsync(IReadOnlyCollection<string> personKeys, DateOnly? day, CancellationToken cancellationToken) =>
        inner.FindAsync(personKeys, day, cancellationToken);
}
