namespace SocialAssistance.Guide;

/// <summary>Rules on which the notice is silent and which general administrative practice fills in; marked so in the data.</summary>
/// <param name="MaterialsWithinDays">Calendar days in which missing materials must arrive before the case lapses.</param>
/// <param name="YellowShare">The last part of a time limit, 0 to 1, in which the light is yellow.</param>
/// <param name="Basis">Where these come from.</param>
public sealed record GuidePractice(int MaterialsWithinDays, double YellowShare, RuleBasis Basis);
