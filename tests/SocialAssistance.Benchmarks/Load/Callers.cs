using System.Text.Json;

namespace SocialAssistance.Benchmarks.Load;

/// <summary>The keys of a one-machine host, by the names of their callers.</summary>
internal sealed class Callers
{
    private readonly Dictionary<string, string> _keys;

    private Callers(Dictionary<string, string> keys) => _keys = keys;

    /// <exception cref="BenchmarkException">There is no key of that name.</exception>
    public string this[string name] =>
        _keys.GetValueOrDefault(name) ?? throw new BenchmarkException($"There is no key for '{name}'.");

    /// <summary>Reads <c>api-keys.json</c>.</summary>
    /// <exception cref="BenchmarkException">It cannot be read.</exception>
    public static Callers Read(string file)
    {
        try
        {
            using var keys = JsonDocument.Parse(File.ReadAllBytes(file));
            return new Callers(keys.RootElement.EnumerateArray().ToDictionary(
                k => k.GetProperty("name").GetString()!, k => k.GetProperty("key").GetString()!, StringComparer.Ordinal));
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            throw new BenchmarkException($"{file} cannot be read as a list of keys.");
        }
    }
}
