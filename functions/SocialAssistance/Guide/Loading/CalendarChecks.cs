namespace SocialAssistance.Guide;

/// <summary>What a year's holiday arrangement must be beyond what its schema can say.</summary>
internal static class CalendarChecks
{
    public static void Check(GuideFiles files, GuideFaultList faults)
    {
        var years = files.Entries("holidays", "years").ToList();

        // An amended year is a new entry with a new edition. Were an edition used again, cases that froze it
        // would find their days moved.
        faults.AddRepeated(years.Select(y => y["edition"]));
        foreach (var year in years)
        {
            CheckYear(year, faults);
        }
    }

    private static void CheckYear(GuideNode year, GuideFaultList faults)
    {
        var daysOff = (year["daysOff"]?.Properties ?? []).Select(d => (Date: GuideNode.ParseDate(d.Name), d.Node)).ToList();
        var makeUp = year.List("makeUpWorkingDays").Select(d => (d.Date, Node: d)).ToList();
        foreach (var (date, node) in daysOff.Concat(makeUp))
        {
            if (date is null)
            {
                faults.Add(node, "is no date");
            }
            else if (year["year"]?.Number is { } number && date.Value.Year != number)
            {
                faults.Add(node, $"lies outside {number}");
            }
        }

        var off = daysOff.Select(d => d.Date).ToHashSet();
        foreach (var (date, node) in makeUp.Where(d => d.Date is not null))
        {
            if (off.Contains(date))
            {
                faults.Add(node, "is both a day off and a make-up working day");
            }

            if (date!.Value.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                faults.Add(node, "is a make-up working day, but neither a Saturday nor a Sunday");
            }
        }

        faults.AddRepeated(makeUp.Select(d => (GuideNode?)d.Node));
    }
}
