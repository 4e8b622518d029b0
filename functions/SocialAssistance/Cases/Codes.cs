using System.Text.Json;

namespace SocialAssistance.Cases;

/// <summary>The codes that stand for enumerated values outside the program: kebab-case, the same in the API and in the store.</summary>
public static class Codes
{
    /// <summary>The code of a value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Table<T>.ByValue[value];

    /// <summary>The value of a code, or null.</summary>
    public static T? Find<T>(string code)
        where T : struct, Enum => Table<T>.ByCode.TryGetValue(code, out var value) ? value : null;

    /// <summary>All codes, in the order of their values.</summary>
    public static IReadOnlyCollection<string> All<T>()
        where T : struct, Enum => Table<T>.ByValue.Values;

    private static class Table<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue =
            Enum.GetValues<T>().ToDictionary(v => v, v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()));

        public static readonly Dictionary<string, T> ByCode = ByValue.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);
    }
}
