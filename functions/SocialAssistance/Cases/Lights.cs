namespace SocialAssistance.Cases;

/// <summary>The one rule of the lights: red after the due day, yellow from the first yellow day on, green else.</summary>
internal static class Lights
{
    /// <summary>The light on a day.</summary>
    /// <param name="day">Today, or the day on which the item ended: what has ended keeps the light it had.</param>
    /// <param name="dueOn">Last day of the limit; without one the light is green.</param>
    /// <param name="yellowFrom">First day of the yellow light.</param>
    public static Light On(DateOnly day, DateOnly? dueOn, DateOnly? yellowFrom) =>
        dueOn is null ? Light.Green : day > dueOn ? Light.Red : day >= yellowFrom ? Light.Yellow : Light.Green;
}
