using Shouldly;
using SocialAssistance.Privacy.Keys;
using Xunit;

namespace SocialAssistance.Testing.Contracts;

/// <summary>What every <see cref="IDataKeyStore"/> must do.</summary>
public abstract class DataKeyStoreContract : StoreContract<IDataKeyStore>
{
    private static readonly DateTimeOffset Made = new(2026, 8, 3, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_key_is_listed_as_it_was_kept()
    {
        (await Store.ListAsync(Cancellation)).ShouldBeEmpty();
        (await Store.AddAsync(Key("k1", "m1"), Cancellation)).ShouldBeTrue();
        (await Store.AddAsync(Key("k2", "https://vault.example/keys/data/1") with { ActiveFrom = Made.AddHours(1) }, Cancellation)).ShouldBeTrue();

        var kept = (await Store.ListAsync(Cancellation)).OrderBy(k => k.Id, StringComparer.Ordinal).ToArray();
        kept.Select(k => (k.Id, k.Suite, k.CreatedAt, k.ActiveFrom, k.Wrapped.KeyId)).ShouldBe(
            [("k1", "a256gcm", Made, Made, "m1"), ("k2", "a256gcm", Made, Made.AddHours(1), "https://vault.example/keys/data/1")]);
        kept.ShouldAllBe(k => k.Wrapped.Bytes.ToArray().SequenceEqual(new byte[] { 1, 2, 3 }));
    }

    [Fact]
    public async Task Of_those_who_make_the_same_key_at_once_one_does()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => Store.AddAsync(Key("k1", $"m{i}"), Cancellation))));
        made.Count(m => m).ShouldBe(1);
        (await Store.ListAsync(Cancellation)).ShouldHaveSingleItem().Wrapped.KeyId.ShouldBe($"m{Array.IndexOf(made, true)}");
    }

    [Fact]
    public async Task A_key_is_wrapped_anew_only_over_the_wrapping_that_was_read()
    {
        var first = Key("k1", "m1");
        await Store.AddAsync(first, Cancellation);
        (await Store.RewrapAsync(first, new WrappedSecret("m2", new byte[] { 9 }), Cancellation)).ShouldBeTrue();
        (await Store.RewrapAsync(first, new WrappedSecret("m3", new byte[] { 8 }), Cancellation)).ShouldBeFalse();
        (await Store.RewrapAsync(Key("k7", "m1"), new WrappedSecret("m2", new byte[] { 7 }), Cancellation)).ShouldBeFalse();

        var kept = (await Store.ListAsync(Cancellation)).ShouldHaveSingleItem();
        (kept.Wrapped.KeyId, kept.CreatedAt).ShouldBe(("m2", Made));
        kept.Wrapped.Bytes.ToArray().ShouldBe([9]);
    }

    private static DataKeyRecord Key(string id, string by) => new(id, "a256gcm", Made, Made, new WrappedSecret(by, new byte[] { 1, 2, 3 }));
}
