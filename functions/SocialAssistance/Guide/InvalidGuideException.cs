using System.Collections.Immutable;

namespace SocialAssistance.Guide;

/// <summary>The guide's data files are broken; the host must not start.</summary>
public sealed class InvalidGuideException : Exception
{
    /// <summary>Names every fault at once.</summary>
    public InvalidGuideException(ImmutableArray<string> faults)
        : base("The guide's data files are broken:" + Environment.NewLine + string.Join(Environment.NewLine, faults)) =>
        Faults = faults;

    /// <summary>One line a fault: file, place in it, what is wrong.</summary>
    public ImmutableArray<string> Faults { get; }
}
