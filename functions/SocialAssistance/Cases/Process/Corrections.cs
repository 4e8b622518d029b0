using System.Collections.Immutable;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;
using SocialAssistance.Register;

namespace SocialAssistance.Cases.Process;

/// <summary>
/// Correction of wrong personal data (个人信息保护法 第四十六条). What was wrong stays in the timeline, sealed, because a
/// decision may rest on it. Whoever has worked with it is told; what follows from ID numbers is made anew in the same write.
/// </summary>
internal static class Corrections
{
    /// <summary>More corrections than any family needs; a case must not grow without end.</summary>
    public const int Max = 100;

    public static Step Correct(Case @case, PersonalDataCorrected correction, ServiceGuide guide, DateTimeOffset now)
    {
        if (@case.Corrections.FirstOrDefault(c => c.CorrectionId == correction.CorrectionId) is { } made)
        {
            return made.Digest == correction.Digest || correction.OtherDigests.Contains(made.Digest) ? @case : CaseRefusals.CorrectionIdReused;
        }

        if (@case.Corrections.Length >= Max)
        {
            return CaseRefusals.TooManyCorrections;
        }

        var people = correction.PeopleOf(@case);
        if (!correction.People.IsEmpty && people.SelectMany(p => p.Keys).GroupBy(k => k, StringComparer.Ordinal).Any(k => k.Count() > 1))
        {
            // Asked before as well, of the case as it was then: another correction may have come in between.
            return CaseRefusals.PersonTwice;
        }

        var corrector = new Corrector(correction.Changes);
        var form = @case.Form.Map(corrector);
        var next = (@case with
        {
            Form = form,
            People = people,
            NameKeys = correction.NameKeys.IsEmpty ? @case.NameKeys : correction.NameKeys,
            Corrections = @case.Corrections.Add(new HandledCorrection(correction.CorrectionId, correction.Digest)),
        }).Log(new TimelineEntry
        {
            At = now,
            Kind = TimelineKind.PersonalDataCorrected,
            By = CaseSteps.Applicant,
            EventId = correction.CorrectionId,
            Note = correction.Reason,
            Corrected = corrector.Before,
        });
        next = next.Items
            .Where(i => i.IsOpenAtDepartment || i.Decision is not null)
            .Aggregate(next, (c, i) => c.Owe(TaskKind.DataCorrected, i.Item, i.Department, now, correction.CorrectionId));
        return correction.People.IsEmpty ? next : CompareAnew(next, correction, guide, now);
    }

    /// <summary>What was recognised under a wrong number is entered under the right one, and what is known of the right one goes to
    /// whoever depends on it.</summary>
    private static Case CompareAnew(Case @case, PersonalDataCorrected correction, ServiceGuide guide, DateTimeOffset now)
    {
        var today = ChinaTime.DayOf(now);
        var recognised = @case.Items.Where(i => guide.Item(i.Item).Recognises && i.Decision is not null).ToArray();
        ImmutableArray<RegisterMatch> own = [.. recognised.Select(i => Recognitions.Of(@case, i, today)).OfType<RegisterMatch>()];
        var others = correction.Matches.RemoveAll(m => own.Any(o => o.Category == m.Category && o.DocumentNumber == m.DocumentNumber));
        var next = recognised.Aggregate(@case, (c, i) => c.Owe(TaskKind.RegisterRecognition, i.Item, null, now, "corrected", correction.CorrectionId));
        return next.Items
            .Where(i => i.Comparison is not null && i.IsOpenAtDepartment)
            .Aggregate(next, (c, i) => c.With(i with { Comparison = new Comparison(others.AddRange(own), now) }));
    }

    /// <summary>Puts the right values into the form and keeps those before.</summary>
    private sealed class Corrector(ImmutableArray<CorrectedField> changes) : IPersonalMap
    {
        private readonly Dictionary<string, Personal<string>> _right = changes.ToDictionary(c => c.Field, c => c.Value!, StringComparer.Ordinal);

        public ImmutableArray<CorrectedField> Before { get; private set; } = [];

        public Personal<T>? Of<T>(Personal<T>? value, string field)
            where T : notnull
        {
            if (typeof(T) != typeof(string) || !_right.TryGetValue(field, out var right))
            {
                return value;
            }

            Before = Before.Add(new CorrectedField(field, (Personal<string>?)(object?)value));
            return (Personal<T>)(object)right;
        }
    }
}
