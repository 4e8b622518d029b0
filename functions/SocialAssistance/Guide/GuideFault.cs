namespace SocialAssistance.Guide;

/// <summary>What is wrong with a question put to the guide; all of a question's faults are told at once.</summary>
/// <param name="Path">JSON Pointer to the place in the question.</param>
/// <param name="Code">Stable code, English, kebab-case.</param>
/// <param name="Message">What to do about it, in Chinese. Repeats nothing of what was sent.</param>
public sealed record GuideFault(string Path, string Code, string Message);
