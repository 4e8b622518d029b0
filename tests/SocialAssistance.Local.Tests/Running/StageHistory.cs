using CsCheck;

namespace SocialAssistance.Local.Tests.Running;

/// <summary>What can happen to a case between two looks at it.</summary>
internal enum StageMove
{
    /// <summary>Somebody says something of it.</summary>
    Event,

    /// <summary>A worker reads what is due.</summary>
    Read,

    /// <summary>A worker performs what it has read for one department.</summary>
    Perform,

    /// <summary>A worker records what it has performed.</summary>
    Record,

    /// <summary>A worker's record is lost; it goes on none the wiser.</summary>
    LostRecord,

    /// <summary>A department fails from now on.</summary>
    Fail,

    /// <summary>All departments take messages again.</summary>
    Mend,

    /// <summary>Time passes.</summary>
    Wait,
}

/// <summary>One step of a history.</summary>
/// <param name="Move">What happens.</param>
/// <param name="Worker">Which of the two workers does it.</param>
/// <param name="A">Chooses what exactly.</param>
/// <param name="B">Chooses what exactly.</param>
internal readonly record struct StageStep(StageMove Move, int Worker, int A, int B)
{
    private static readonly Gen<StageMove> AnyMove = Gen.Frequency(
        (5, Gen.Const(StageMove.Event)),
        (5, Gen.Const(StageMove.Read)),
        (7, Gen.Const(StageMove.Perform)),
        (5, Gen.Const(StageMove.Record)),
        (2, Gen.Const(StageMove.LostRecord)),
        (2, Gen.Const(StageMove.Fail)),
        (1, Gen.Const(StageMove.Mend)),
        (2, Gen.Const(StageMove.Wait)));

    /// <summary>Any history of one case.</summary>
    public static readonly Gen<StageStep[]> History =
        Gen.Select(AnyMove, Gen.Int[0, 1], Gen.Int[0, 999], Gen.Int[0, 999], (move, worker, a, b) => new StageStep(move, worker, a, b)).Array[5, 60];
}
