namespace SocialAssistance.Guide;

/// <summary>Reads and validates the guide's data files.</summary>
public static class GuideLoader
{
    /// <summary>Where the guide travels with the program: the folder <c>guide</c> beside the assembly.</summary>
    public static string DefaultFolder => Path.Combine(AppContext.BaseDirectory, "guide");

    /// <summary>Reads the guide from the JSON files in <paramref name="folder"/>.</summary>
    /// <exception cref="InvalidGuideException">A file is missing or breaks a rule; every fault of every file is named.</exception>
    public static ServiceGuide Load(string folder)
    {
        var faults = new GuideFaultList();
        var files = GuideFiles.Read(folder, faults);
        ItemChecks.Check(files, faults);
        CalendarChecks.Check(files, faults);
        DivisionChecks.Check(files, faults);
        SuggestionChecks.Check(files, faults);
        RetentionChecks.Check(files, faults);
        return faults.IsEmpty ? GuideReader.Read(files) : throw new InvalidGuideException(faults.ToLines());
    }
}
