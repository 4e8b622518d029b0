using System.Collections.Immutable;
using System.Security.Cryptography;
using SocialAssistance.Cases;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Keys;
using SocialAssistance.Storage.Sqlite;

namespace SocialAssistance.Local.Keys;

/// <summary>The keys of a data folder while no host is using it.</summary>
internal sealed class KeyChest : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly PrivacySuite _suite;
    private readonly SqliteDatabase _database;
    private readonly SqliteDataKeys _dataKeys;

    private KeyChest(DataFolder folder, PrivacySuite suite)
    {
        _folder = folder;
        _suite = suite;
        _database = SqliteDatabase.Open(new SqliteOptions(folder.Database) { CachedCases = 0 });
        _dataKeys = new SqliteDataKeys(_database);
    }

    /// <summary>Opens the database and its keys.</summary>
    public static KeyChest Open(DataFolder folder, PrivacySuite suite) => new(folder, suite);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    /// <summary>Every key and what it wraps.</summary>
    public async Task<IReadOnlyList<FormattableString>> ListAsync(CancellationToken cancellationToken)
    {
        var data = await _dataKeys.ListAsync(cancellationToken).ConfigureAwait(false);
        var master = MasterKeys(data);
        return
        [
            .. master.Select(m => Line(
                $"master key {m.Id}  {m.Suite}  made {m.CreatedAt:yyyy-MM-dd HH:mm}Z  wraps {data.Count(d => d.Wrapped.KeyId == m.Id)}{(m == master[^1] ? "  current" : "")}")),
            .. data.OrderBy(d => d.CreatedAt).Select(d => Line($"data key   {d.Id}  {d.Suite}  made {d.CreatedAt:yyyy-MM-dd HH:mm}Z  wrapped by {d.Wrapped.KeyId}")),
        ];
    }

    /// <summary>
    /// Makes a new master key and wraps every data key under it. The file with both keys is on the disk before anything is
    /// wrapped anew: killed in between, everything stays readable, and the next start of the host finishes it.
    /// </summary>
    /// <param name="dataKey">Whether new values also get a new data key; older ones stay under theirs.</param>
    /// <param name="cancellationToken">Cancels it; whatever was done by then is whole.</param>
    public async Task<IReadOnlyList<FormattableString>> RotateAsync(bool dataKey, CancellationToken cancellationToken)
    {
        var before = MasterKeys(await _dataKeys.ListAsync(cancellationToken).ConfigureAwait(false));
        var casesBefore = await DigestAsync(cancellationToken).ConfigureAwait(false);
        var made = MasterKeysFile.New(before, _suite);
        MasterKeysFile.Save(_folder, [.. before, made]);
        using var ring = Ring([.. before, made]);
        var rewrapped = await ring.RewrapAsync(cancellationToken).ConfigureAwait(false);
        var newest = dataKey ? (await ring.RotateDataKeyAsync(cancellationToken).ConfigureAwait(false)).Id : null;
        await ring.LoadAsync(cancellationToken).ConfigureAwait(false);
        var casesAfter = await DigestAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            $"master key {before[^1].Id} -> {made.Id}",
            $"data keys wrapped anew: {rewrapped.Count} ({string.Join(", ", rewrapped)})",
            .. newest is null ? [] : (FormattableString[])[$"new data key for new values: {newest}"],
            $"cases: {casesAfter.Count}, {(casesBefore == casesAfter ? "untouched" : "CHANGED")} (SHA-256 of all documents {casesBefore.Digest[..16]} -> {casesAfter.Digest[..16]})",
            await ProveAsync(ring, cancellationToken).ConfigureAwait(false),
            $"{before[^1].Id} stays in {MasterKeysFile.Name} until './dev keys retire'; back the file up now.",
        ];
    }

    /// <summary>Removes master keys that wrap nothing any more. A backup of the database from before needs the file of before.</summary>
    public async Task<IReadOnlyList<FormattableString>> RetireAsync(CancellationToken cancellationToken)
    {
        var data = await _dataKeys.ListAsync(cancellationToken).ConfigureAwait(false);
        var master = MasterKeys(data);
        var kept = master.Where(m => m == master[^1] || data.Any(d => d.Wrapped.KeyId == m.Id)).ToImmutableArray();
        var retired = master.Except(kept).Select(m => m.Id).ToArray();
        if (retired.Length > 0)
        {
            MasterKeysFile.Save(_folder, kept);
        }

        return
        [
            $"retired: {(retired.Length == 0 ? "none" : string.Join(", ", retired))}; kept: {string.Join(", ", kept.Select(m => m.Id))}",
            $"Backups of the database from before the last rotation need the {MasterKeysFile.Name} that was backed up with them.",
        ];
    }

    private static FormattableString Line(FormattableString line) => line;

    private ImmutableArray<MasterKeyEntry> MasterKeys(IReadOnlyList<DataKeyRecord> data) => MasterKeysFile.LoadOrCreate(_folder, _suite, data.Count > 0);

    private KeyRing Ring(ImmutableArray<MasterKeyEntry> keys) =>
        new(_dataKeys, MasterKeysFile.Provider(keys), new KeyRingOptions { Suite = _suite }, TimeProvider.System);

    private async Task<(int Count, string Digest)> DigestAsync(CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var count = await _database.ReadAsync(
            s => s.Query("SELECT document FROM cases ORDER BY case_id", r =>
            {
                hash.AppendData(r.GetFieldValue<byte[]>(0));
                return true;
            }).Count,
            cancellationToken).ConfigureAwait(false);
        return (count, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Opens the values of one form, to show that they still open; what they are is not said.</summary>
    private async Task<FormattableString> ProveAsync(KeyRing ring, CancellationToken cancellationToken)
    {
        var any = await _database.ReadAsync(
            s => s.Find("SELECT document FROM cases WHERE case_id NOT IN (SELECT case_id FROM cases_in_clear) LIMIT 1", r => CaseJson.Read(r.GetFieldValue<byte[]>(0))),
            cancellationToken).ConfigureAwait(false);
        if (any is null)
        {
            return $"no case to prove it with";
        }

        var opened = 0;
        new Disclosure(new FieldProtection(ring)).Form(any, _ =>
        {
            opened++;
            return Showing.Open;
        });
        return $"proof: {opened} values of case {any.CaseId} opened";
    }
}
