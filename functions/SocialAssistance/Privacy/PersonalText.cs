using System.Globalization;

namespace SocialAssistance.Privacy;

/// <summary>The text that is sealed for a value, the same on every machine. Places after the point are kept.</summary>
internal static class PersonalText
{
    private const string Day = "yyyy-MM-dd";

    public static string Of<T>(T value)
        where T : notnull => value switch
        {
            string text => text,
            decimal amount => amount.ToString(CultureInfo.InvariantCulture),
            int number => number.ToString(CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            DateOnly day => day.ToString(Day, CultureInfo.InvariantCulture),
            _ => throw new NotSupportedException($"No text is sealed for {typeof(T).Name}."),
        };

    public static T Parse<T>(string text)
        where T : notnull => (T)(object)(
            typeof(T) == typeof(string) ? text
            : typeof(T) == typeof(decimal) ? decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture)
            : typeof(T) == typeof(int) ? int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture)
            : typeof(T) == typeof(bool) ? bool.Parse(text)
            : typeof(T) == typeof(DateOnly) ? DateOnly.ParseExact(text, Day, CultureInfo.InvariantCulture)
            : throw new NotSupportedException($"No text is sealed for {typeof(T).Name}."));
}
