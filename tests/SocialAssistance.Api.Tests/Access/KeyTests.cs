using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using SocialAssistance.Api.Authentication;
using Xunit;

namespace SocialAssistance.Api.Tests.Access;

/// <summary>Keys have their time and their scopes, a caller may have several, and what is wrong with them is named at the start.</summary>
public sealed class KeyTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 3, 9, 0, 0, TimeSpan.FromHours(8));

    private readonly FakeTimeProvider _clock = new(Now);

    [Fact]
    public void A_key_is_good_from_its_first_moment_until_just_before_its_last()
    {
        var registry = Registry(Entry("platform", "a", e => (e.NotBefore, e.ExpiresAt) = ("2026-08-03T09:00:01+08:00", "2026-08-03T01:00:03Z")));
        registry.Find("a").ShouldBeNull();
        _clock.Advance(TimeSpan.FromSeconds(1));
        registry.Find("a").ShouldNotBeNull().Name.ShouldBe("platform");
        _clock.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(1));
        registry.Find("a").ShouldNotBeNull();
        _clock.Advance(TimeSpan.FromTicks(1));
        registry.Find("a").ShouldBeNull();
    }

    [Fact]
    public void A_key_whose_hash_is_right_in_part_is_no_key()
    {
        var hash = Hash("a");
        var registry = Registry(Entry("platform", "a"));
        foreach (var part in (Func<string, string>[])[h => h[..4], h => h[^4..], h => h[30..34]])
        {
            var like = Enumerable.Range(0, int.MaxValue).Select(n => $"like {n}").First(k => part(Hash(k)) == part(hash));
            registry.Find(like).ShouldBeNull(like);
        }
    }

    [Fact]
    public void Two_keys_of_a_caller_are_good_side_by_side_and_told_by_their_ids()
    {
        var registry = Registry(
            Entry("platform", "new", e => e.Id = "2026-08"),
            Entry("platform", "old", e => e.ExpiresAt = "2026-08-04T00:00:00+08:00"));
        registry.Find("new").ShouldNotBeNull().KeyId.ShouldBe("2026-08");
        registry.Find("old").ShouldNotBeNull().KeyId.ShouldBe(Hash("old")[..8].ToLowerInvariant());
        registry.Find("old")!.Name.ShouldBe(registry.Find("new")!.Name);
        _clock.Advance(TimeSpan.FromDays(1));
        registry.Find("old").ShouldBeNull();
        registry.Find("new").ShouldNotBeNull();
        registry.Find("").ShouldBeNull();
    }

    [Fact]
    public void A_key_without_scopes_has_all_of_its_role_and_one_with_scopes_those_only()
    {
        var registry = Registry(Entry("platform", "all"), Entry("reader", "some", e => e.Scopes.Add("applications.read")));
        TestKeys.Scopes.ShouldAllBe(s => registry.Find("all")!.Has(s));
        TestKeys.Scopes.Where(registry.Find("some")!.Has).ShouldBe(["applications.read"]);
    }

    [Theory]
    [InlineData("no name", "has no name")]
    [InlineData("unknown role", "'c' has the unknown role 'king'")]
    [InlineData("unknown scope", "'c' has the unknown scope 'everything'")]
    [InlineData("department of nothing", "'c' is a department without saying which")]
    [InlineData("window of nowhere", "'c' is a window without a division")]
    [InlineData("auditor of a place", "'c' is an auditor with divisions")]
    [InlineData("division", "'c' has a division that is not six digits")]
    [InlineData("hash", "'c' has no SHA-256")]
    [InlineData("moment", "'c': notBefore and expiresAt are moments with their offset")]
    [InlineData("empty moment", "'c': notBefore and expiresAt are moments with their offset")]
    [InlineData("empty beginning", "'c': notBefore and expiresAt are moments with their offset")]
    [InlineData("reversed", "'c' has a key that expires before it is good")]
    [InlineData("id", "'c' has a key id")]
    [InlineData("token's name", "'oidc:c' is named like a caller with a token")]
    [InlineData("system's name", "'System' is named like the system itself")]
    [InlineData("files' name", "'incoming-files' is named like the system itself")]
    [InlineData("erasing job's name", "'Retention' is named like the system itself")]
    [InlineData("messages' name", "'department-messages' is named like the system itself")]
    [InlineData("department's message", "'message-education' is named like the system itself")]
    [InlineData("same key", "given more than once: c, d")]
    [InlineData("same id", "'c' has two keys of the same id")]
    [InlineData("two roles", "'c' has keys of different roles")]
    public void What_is_wrong_is_named_and_no_key(string what, string told)
    {
        CallerEntry[] entries = what switch
        {
            "no name" => [Entry(" ", "k")],
            "unknown role" => [Entry("c", "k", e => e.Role = "king")],
            "unknown scope" => [Entry("c", "k", e => e.Scopes.Add("everything"))],
            "department of nothing" => [Entry("c", "k", e => e.Role = "department")],
            "window of nowhere" => [Entry("c", "k", e => e.Role = "window")],
            "auditor of a place" => [Entry("c", "k", e => Bind(e, "auditor"))],
            "division" => [Entry("c", "k", e => e.Divisions.Add("64"))],
            "hash" => [Entry("c", "k", e => e.KeySha256 = "k")],
            "moment" => [Entry("c", "k", e => e.ExpiresAt = "2026-08-03 09:00")],
            "empty moment" => [Entry("c", "k", e => e.ExpiresAt = "")],
            "empty beginning" => [Entry("c", "k", e => e.NotBefore = "")],
            "reversed" => [Entry("c", "k", e => (e.NotBefore, e.ExpiresAt) = ("2026-08-04T00:00:00Z", "2026-08-03T00:00:00Z"))],
            "id" => [Entry("c", "k", e => e.Id = "No Id")],
            "token's name" => [Entry("oidc:c", "k")],
            "system's name" => [Entry("System", "k")],
            "files' name" => [Entry("incoming-files", "k")],
            "erasing job's name" => [Entry("Retention", "k")],
            "messages' name" => [Entry("department-messages", "k")],
            "department's message" => [Entry("message-education", "k", e => (e.Role, e.Department) = ("department", "education"))],
            "same key" => [Entry("c", "k"), Entry("d", "k")],
            "same id" => [Entry("c", "k", e => e.Id = "1"), Entry("c", "l", e => e.Id = "1")],
            _ => [Entry("c", "k"), Entry("c", "l", e => e.Role = "operator")],
        };
        var message = Should.Throw<OptionsValidationException>(() => Registry(entries)).Message;
        message.ShouldContain(told);
        message.ShouldNotContain(Hash("k"), Case.Insensitive);
    }

    private CallerRegistry Registry(params CallerEntry[] entries)
    {
        var options = new CallerOptions();
        entries.ToList().ForEach(options.Callers.Add);
        return new CallerRegistry(Options.Create(options), new WallClock(_clock));
    }

    private static CallerEntry Entry(string name, string key, Action<CallerEntry>? more = null)
    {
        var entry = new CallerEntry { Name = name, Role = "platform", KeySha256 = Hash(key) };
        more?.Invoke(entry);
        return entry;
    }

    private static void Bind(CallerEntry entry, string role)
    {
        entry.Role = role;
        entry.Divisions.Add(TestKeys.County);
    }

    private static string Hash(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
