namespace SocialAssistance.Guide;

/// <summary>Reads and validates the guide's data files.</summary>
public static class GuideLoader
{
    /// <summary>Reads the guide from the JSON files in <paramref name="folder"/>.</summary>
    /// <exception cref="InvalidGuideException">A file is missing or breaks a rule; every fault is named.</exception>
    public static ServiceGuide Load(string folder) => throw new InvalidGuideException([folder]);
}
