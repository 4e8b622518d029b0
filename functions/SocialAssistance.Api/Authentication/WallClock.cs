namespace SocialAssistance.Api.Authentication;

/// <summary>The real time, also while a rehearsal's clock stands elsewhere: no rehearsal makes a key expire, or live on.</summary>
/// <param name="Time">The clock; another one only in tests.</param>
public sealed record WallClock(TimeProvider Time);
