namespace SocialAssistance.Input;

/// <summary>One thing wrong with what somebody handed in.</summary>
/// <param name="Pointer">Where, as a JSON Pointer (RFC 6901); empty for the whole.</param>
/// <param name="Code">Stable English code, kebab-case.</param>
/// <param name="Detail">What is wrong and what to do, in Chinese. Never repeats what was handed in.</param>
public sealed record Fault(string Pointer, string Code, string Detail);
