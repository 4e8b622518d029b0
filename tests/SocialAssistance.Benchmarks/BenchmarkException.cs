namespace SocialAssistance.Benchmarks;

/// <summary>A benchmark cannot be run; the message is for whoever started it.</summary>
public sealed class BenchmarkException(string message) : Exception(message);
