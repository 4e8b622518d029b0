using System.Net;
using System.Text.Json;
using SocialAssistance.Cases;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>That a submission key stands for a case, or will as soon as that case is kept.</summary>
internal sealed record Reservation(string Id, string Key, string CaseId);

/// <summary>
/// The submission keys. There is no transaction over several documents, so a key is reserved first and the case is kept
/// after; the case's document alone says whether there is a case. A reservation without a case is a leftover of somebody
/// who gave up, or belongs to somebody who is not done: whoever takes it over first makes sure, by a tombstone, that the
/// other's case will never be kept.
/// </summary>
internal sealed class SubmissionKeys(CosmosDatabase database, TimeProvider clock)
{
    /// <summary>Each round but the last loses to somebody else who takes the key over.</summary>
    private const int MaxRounds = 50;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    private readonly CosmosCalls _calls = database.Calls;

    /// <summary>What the cases under these keys come to, or null when there are none.</summary>
    public async Task<CaseCreation?> FindEarlierAsync(
        IReadOnlyCollection<string> keys, IReadOnlyCollection<string> digests, CancellationToken cancellationToken)
    {
        var holders = await Task.WhenAll(keys.Select(k => FindHolderAsync(k, cancellationToken))).ConfigureAwait(false);
        var earlier = holders.OfType<Holder>().ToArray();
        return earlier is []
            ? null
            : new CaseCreation(
                earlier[0].CaseId,
                Created: false,
                SameContent: earlier.All(e => e.CaseId == earlier[0].CaseId && digests.Contains(e.Digest)));
    }

    /// <summary>Waits for the case of somebody who was faster.</summary>
    /// <exception cref="StoreUnavailableException">It is not there in time; nothing was kept for this caller.</exception>
    public async Task<CaseCreation> AwaitEarlierAsync(
        IReadOnlyCollection<string> keys, IReadOnlyCollection<string> digests, CancellationToken cancellationToken) =>
        await PollAsync(() => FindEarlierAsync(keys, digests, cancellationToken), cancellationToken).ConfigureAwait(false)
        ?? throw new StoreUnavailableException("Another submission under the same key is under way.", TimeSpan.FromSeconds(1));

    /// <summary>Reserves a key for a case that is not kept yet.</summary>
    /// <returns>False when a case that is kept has the key already.</returns>
    public async Task<bool> ReserveAsync(string key, string caseId, CancellationToken cancellationToken)
    {
        var id = DocumentIds.Of(key);
        var own = JsonSerializer.SerializeToUtf8Bytes(new Reservation(id, key, caseId), CosmosJson.Default.Reservation);
        for (var round = 0; round < MaxRounds; round++)
        {
            var created = await _calls.CreateAsync("reserve-key", database.Submissions, key, own, cancellationToken).ConfigureAwait(false);
            if (created.Status == HttpStatusCode.Created)
            {
                return true;
            }

            if (await ReadAsync(key, cancellationToken).ConfigureAwait(false) is not var (reservation, etag))
            {
                continue;
            }

            if (reservation.CaseId == caseId)
            {
                return true;
            }

            if (await IsKeptAsync(reservation.CaseId, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            var taken = await _calls.ReplaceAsync("take-over-key", database.Submissions, id, key, own, etag, cancellationToken).ConfigureAwait(false);
            if (taken.Status == HttpStatusCode.OK)
            {
                return true;
            }
        }

        throw new StoreUnavailableException("A submission key changes hands too often.", TimeSpan.FromSeconds(1));
    }

    /// <summary>Whether the case is kept under its keys; if not, it never will be.</summary>
    private async Task<bool> IsKeptAsync(string caseId, CancellationToken cancellationToken)
    {
        var head = await PollAsync(() => FindHeadAsync(caseId, cancellationToken), cancellationToken).ConfigureAwait(false);
        while (head is null)
        {
            var voided = await _calls.CreateAsync(
                "void-case", database.Cases, caseId, CaseDocument.WriteVoid(caseId), cancellationToken).ConfigureAwait(false);
            if (voided.Status == HttpStatusCode.Created)
            {
                return false;
            }

            head = await FindHeadAsync(caseId, cancellationToken).ConfigureAwait(false);
        }

        return head.IsFiled;
    }

    private async Task<Holder?> FindHolderAsync(string key, CancellationToken cancellationToken) =>
        await ReadAsync(key, cancellationToken).ConfigureAwait(false) is var (reservation, _)
        && await FindHeadAsync(reservation.CaseId, cancellationToken).ConfigureAwait(false) is { IsFiled: true } head
            ? new Holder(reservation.CaseId, head.Digest ?? "")
            : null;

    private Task<Tuple<Reservation, string>?> ReadAsync(string key, CancellationToken cancellationToken) => _calls.ReadAsync(
        "read-key",
        database.Submissions,
        DocumentIds.Of(key),
        key,
        (content, etag) => Tuple.Create(
            JsonSerializer.Deserialize(content, CosmosJson.Default.Reservation) ?? throw new JsonException("A stored reservation is null."), etag),
        cancellationToken);

    private Task<CaseHead?> FindHeadAsync(string caseId, CancellationToken cancellationToken) =>
        _calls.ReadAsync("read-case-head", database.Cases, caseId, caseId, CaseDocument.ReadHead, cancellationToken);

    /// <summary>Looks at least once, then again and again as long as a submission is waited for.</summary>
    private async Task<T?> PollAsync<T>(Func<Task<T?>> look, CancellationToken cancellationToken)
        where T : class
    {
        var began = clock.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (await look().ConfigureAwait(false) is { } found)
            {
                return found;
            }

            if (clock.GetElapsedTime(began) + pause > database.Options.SubmissionPatience)
            {
                return null;
            }

            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private sealed record Holder(string CaseId, string Digest);
}
