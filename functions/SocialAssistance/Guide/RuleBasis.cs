namespace SocialAssistance.Guide;

/// <summary>Where a rule comes from.</summary>
/// <param name="Clause">The clause of 宁民发〔2025〕133号 or of the law, as it is cited in Chinese.</param>
/// <param name="ByLaw">True when the notice is silent and general administrative practice fills the gap.</param>
public sealed record RuleBasis(string Clause, bool ByLaw = false);
