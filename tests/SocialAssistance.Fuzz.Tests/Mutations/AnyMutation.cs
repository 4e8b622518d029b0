using CsCheck;
using SocialAssistance.Fuzz.Tests.Steps;

namespace SocialAssistance.Fuzz.Tests.Mutations;

/// <summary>Mutations of every kind: often none, so that sessions get somewhere; mostly one, so that it gets through.</summary>
internal static class AnyMutation
{
    /// <summary>One that fits any request, or does nothing where it does not.</summary>
    private static readonly Gen<Mutation> One = Gen.Frequency(
        (26, JsonMutation.Any),
        (8, MultipartMutation.Any),
        (9, HeaderMutation.Any),
        (3, FramingMutation.Any),
        (5, PathMutation.Any),
        (5, QueryMutation.Any),
        (18, IdentityConfusion.Any));

    public static readonly Gen<Mutation[]> Some = Gen.Frequency(
        (40, Gen.Const(Array.Empty<Mutation>())),
        (42, One.Array[1]),
        (12, One.Array[2]),
        (6, One.Array[3, 6]));
}
