using Microsoft.Extensions.Time.Testing;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Ciphers;
using SocialAssistance.Privacy.Keys;
using SocialAssistance.Testing.Privacy;
using Xunit;

namespace SocialAssistance.Tests.Privacy;

/// <summary>Which keys are believed, and what becomes of values under keys that a host has not heard of.</summary>
public sealed class KeyTrustTests : IDisposable
{
    private const string CaseId = "20260803-640104-7K3M9Q2XWD4P";
    private const string Field = "form/applicant/name";

    private static readonly TimeSpan Delay = TimeSpan.FromHours(1);

    private readonly DataKeysInMemory _store = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly List<KeyRing> _rings = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rings.ForEach(r => r.Dispose());

    [Fact]
    public async Task Another_secret_is_told_from_the_one_that_the_keys_belong_to()
    {
        await Ring().LoadAsync(Cancellation);
        var other = Enumerable.Repeat((byte)1, KeyedHash.SecretBytes).ToArray();
        var told = await Should.ThrowAsync<KeyTrustException>(() => Ring(seal: new DataKeySeal(other)).LoadAsync(Cancellation));
        told.Message.ShouldContain("person-keys.secret");
        await Ring().LoadAsync(Cancellation);
    }

    [Fact]
    public async Task A_key_that_somebody_put_beside_the_own_ones_is_named_and_never_used()
    {
        var ring = Ring();
        await ring.LoadAsync(Cancellation);
        var wrapped = await Provider().WrapAsync(new byte[32], Cancellation);
        _store.Tamper(new DataKeyRecord("k9", "a256gcm", _clock.GetUtcNow(), _clock.GetUtcNow().AddDays(-365), wrapped) { Seal = "hs256:AAAA" });

        (await Should.ThrowAsync<KeyTrustException>(() => Ring().LoadAsync(Cancellation))).Message.ShouldContain("k9");
        (await Should.ThrowAsync<KeyTrustException>(() => ring.RewrapAsync(Cancellation))).Message.ShouldContain("k9");
        _clock.Advance(TimeSpan.FromMinutes(11));
        await Should.ThrowAsync<KeyTrustException>(() => ring.ReadyAsync(Cancellation).AsTask());
    }

    [Fact]
    public async Task No_value_of_a_record_can_be_edited()
    {
        await Ring().LoadAsync(Cancellation);
        var own = (await _store.ListAsync(Cancellation)).ShouldHaveSingleItem();
        var bytes = own.Wrapped.Bytes.ToArray();
        bytes[0] ^= 1;
        DataKeyRecord[] edited =
        [
            own with { Id = "k7" },
            own with { Suite = "sm4gcm" },
            own with { CreatedAt = own.CreatedAt.AddMilliseconds(1) },
            own with { ActiveFrom = own.ActiveFrom.AddMilliseconds(-1) },
            own with { Wrapped = own.Wrapped with { KeyId = "m2" } },
            own with { Wrapped = own.Wrapped with { Bytes = bytes } },
            own with { Seal = "" },
        ];
        foreach (var record in edited)
        {
            var store = new DataKeysInMemory();
            store.Tamper(record);
            (await Should.ThrowAsync<KeyTrustException>(() => SamplePrivacy.Seal.ListAsync(store, Cancellation))).Message.ShouldContain(record.Id);
        }

        (await SamplePrivacy.Seal.ListAsync(_store, Cancellation)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Switched_to_another_suite_the_first_key_waits_and_other_hosts_open_what_it_seals()
    {
        var (before, after) = (await OpenAsync(PrivacySuite.International), await OpenAsync(PrivacySuite.National));
        after.Seal("马某某", CaseId, Field).ShouldStartWith("a256gcm:k1:");
        _clock.Advance(Delay);
        await after.ReadyAsync(Cancellation);

        var envelope = after.Seal("马某某", CaseId, Field);
        envelope.ShouldStartWith("sm4gcm:k2:");
        before.Open(envelope, CaseId, Field).ShouldBe("马某某");
    }

    [Fact]
    public async Task A_key_that_cannot_be_looked_for_is_no_broken_seal()
    {
        var failing = new Failing(_store);
        var (here, there) = (await OpenAsync(PrivacySuite.International, failing), Ring());
        await there.LoadAsync(Cancellation);
        await there.RotateDataKeyAsync(Cancellation);
        _clock.Advance(Delay);
        await there.LoadAsync(Cancellation);
        var envelope = new FieldProtection(there).Seal("马某某", CaseId, Field);
        envelope.ShouldStartWith("a256gcm:k2:");

        failing.Fails = true;
        Should.Throw<StoreUnavailableException>(() => here.Open(envelope, CaseId, Field));
        failing.Fails = false;
        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => here.Open(envelope, CaseId, Field))));
        opened.ShouldAllBe(text => text == "马某某");
    }

    [Fact]
    public async Task A_key_that_nobody_has_is_looked_for_once()
    {
        var counting = new Failing(_store);
        var here = await OpenAsync(PrivacySuite.International, counting);
        var envelope = here.Seal("马某某", CaseId, Field).Replace(":k1:", ":k8:", StringComparison.Ordinal);
        Should.Throw<SealBrokenException>(() => here.Open(envelope, CaseId, Field));
        var lists = counting.Lists;
        Should.Throw<SealBrokenException>(() => here.Open(envelope, CaseId, Field));
        counting.Lists.ShouldBe(lists);
        _clock.Advance(TimeSpan.FromSeconds(11));
        Should.Throw<SealBrokenException>(() => here.Open(envelope, CaseId, Field));
        counting.Lists.ShouldBeGreaterThan(lists);
    }

    [Fact]
    public async Task What_an_earlier_provider_wrapped_is_unwrapped_by_it_and_wrapped_anew()
    {
        await Ring().LoadAsync(Cancellation);
        var now = new MasterKeyProvider([new MasterKey("m2", CipherSuite.Aes256Gcm, Enumerable.Repeat((byte)2, 32).ToArray())]);
        using var ring = new KeyRing(_store, new SucceedingKeyProvider(now, Provider()), SamplePrivacy.Seal, new KeyRingOptions(), _clock);
        await ring.LoadAsync(Cancellation);
        (await _store.ListAsync(Cancellation)).ShouldHaveSingleItem().Wrapped.KeyId.ShouldBe("m2");
        using var later = new KeyRing(_store, now, SamplePrivacy.Seal, new KeyRingOptions(), _clock);
        await later.LoadAsync(Cancellation);
    }

    [Fact]
    public async Task With_keys_at_hand_a_provider_that_does_not_answer_holds_nobody_up()
    {
        var silent = new Silent(Provider());
        using var ring = new KeyRing(_store, silent, SamplePrivacy.Seal, new KeyRingOptions(), _clock);
        await ring.LoadAsync(Cancellation);
        silent.IsSilent = true;
        foreach (var leaves in new[] { false, true })
        {
            _clock.Advance(TimeSpan.FromMinutes(11));
            using var impatience = new CancellationTokenSource();
            var looking = ring.ReadyAsync(impatience.Token).AsTask();
            ring.ReadyAsync(Cancellation).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
            if (leaves)
            {
                // Then the next does not have to look as well.
                await impatience.CancelAsync();
            }

            _clock.Advance(TimeSpan.FromSeconds(11));
            await looking.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
            ring.ReadyAsync(Cancellation).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
            ring.Current.Header.ShouldBe("a256gcm:k1:");
        }

        silent.IsSilent = false;
        _clock.Advance(TimeSpan.FromMinutes(11));
        await ring.ReadyAsync(Cancellation);
    }

    private static MasterKeyProvider Provider() => new([new MasterKey("m1", CipherSuite.Aes256Gcm, new byte[32])]);

    private async Task<FieldProtection> OpenAsync(PrivacySuite suite, IDataKeyStore? store = null)
    {
        var ring = Ring(suite, store);
        await ring.LoadAsync(Cancellation);
        return new FieldProtection(ring);
    }

    private KeyRing Ring(PrivacySuite suite = PrivacySuite.International, IDataKeyStore? store = null, DataKeySeal? seal = null)
    {
        var ring = new KeyRing(store ?? _store, Provider(), seal ?? SamplePrivacy.Seal, new KeyRingOptions { Suite = suite, ActivationDelay = Delay }, _clock);
        _rings.Add(ring);
        return ring;
    }

    /// <summary>A store that counts how often it is read, and does not answer when it is told not to.</summary>
    private sealed class Failing(IDataKeyStore inner) : IDataKeyStore
    {
        private int _lists;

        public bool Fails { get; set; }

        public int Lists => _lists;

        public Task<IReadOnlyList<DataKeyRecord>> ListAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _lists);
            return Fails ? throw new IOException() : inner.ListAsync(cancellationToken);
        }

        public Task<bool> AddAsync(DataKeyRecord key, CancellationToken cancellationToken) => inner.AddAsync(key, cancellationToken);

        public Task<bool> RewrapAsync(DataKeyRecord previous, DataKeyRecord rewrapped, CancellationToken cancellationToken) =>
            inner.RewrapAsync(previous, rewrapped, cancellationToken);

        public Task<string> MarkAsync(string mark, CancellationToken cancellationToken) => inner.MarkAsync(mark, cancellationToken);
    }

    /// <summary>A provider that takes questions and leaves them without an answer when it is told to.</summary>
    private sealed class Silent(IKeyProvider inner) : IKeyProvider
    {
        public bool IsSilent { get; set; }

        public async Task<string> CurrentKeyAsync(CancellationToken cancellationToken)
        {
            if (IsSilent)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            return await inner.CurrentKeyAsync(cancellationToken);
        }

        public Task<WrappedSecret> WrapAsync(ReadOnlyMemory<byte> secret, CancellationToken cancellationToken) => inner.WrapAsync(secret, cancellationToken);

        public Task<byte[]> UnwrapAsync(WrappedSecret wrapped, CancellationToken cancellationToken) => inner.UnwrapAsync(wrapped, cancellationToken);
    }
}
