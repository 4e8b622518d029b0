namespace SocialAssistance.Cases.Process;

/// <summary>What a chapter makes of an event: the next case, or a refusal.</summary>
internal readonly record struct Step(Case? Next, CaseRefusal? Refusal)
{
    public static implicit operator Step(Case next) => new(next, null);

    public static implicit operator Step(CaseRefusal refusal) => new(null, refusal);
}
