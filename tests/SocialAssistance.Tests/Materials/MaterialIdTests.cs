using CsCheck;
using Shouldly;
using SocialAssistance.Materials;
using Xunit;

namespace SocialAssistance.Tests.Materials;

public sealed class MaterialIdTests
{
    [Fact]
    public void An_id_never_changes_from_one_version_to_the_next() =>
        MaterialId.From("identity-document", "abc"u8).ShouldBe("dzieexm6hrljc5nyjs7t4qjhza");

    [Fact]
    public void The_same_bytes_for_the_same_material_are_the_same_scan_and_nothing_else_is() =>
        Gen.Select(Gen.Byte.Array, Gen.Byte.Array).Sample((one, other) =>
        {
            var id = MaterialId.From("other", one);
            return id == MaterialId.From("other", (byte[])one.Clone())
                && id != MaterialId.From("residence-permit", one)
                && (one.SequenceEqual(other) || id != MaterialId.From("other", other));
        });

    [Fact]
    public void An_id_is_safe_in_an_address_and_as_a_name() =>
        Gen.Byte.Array.Sample(content =>
        {
            var id = MaterialId.From("other", content);
            return id.Length == MaterialId.Length && id.All(c => c is (>= 'a' and <= 'z') or (>= '2' and <= '7'));
        });

    [Fact]
    public void Every_bit_of_the_digest_it_is_made_of_shows()
    {
        // With enough ids, every place has shown every letter: no place is stuck.
        var seen = Enumerable.Range(0, MaterialId.Length).Select(_ => new HashSet<char>()).ToList();
        for (var i = 0; i < 2000; i++)
        {
            var id = MaterialId.From("other", BitConverter.GetBytes(i));
            for (var place = 0; place < id.Length; place++)
            {
                seen[place].Add(id[place]);
            }
        }

        seen.ShouldAllBe(letters => letters.Count == 32);
    }

    [Fact]
    public void A_material_without_a_code_has_no_id() => Should.Throw<ArgumentException>(() => MaterialId.From("", "abc"u8));
}
