using System.Collections.Immutable;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Applications;
using SocialAssistance.Guide;
using SocialAssistance.Input;
using SocialAssistance.Register;

namespace SocialAssistance.Api.Requests;

/// <summary>A feed of recognitions.</summary>
/// <param name="Entries">At most <see cref="MaxEntries"/>.</param>
public sealed record RecognitionsBody(ImmutableArray<RecognitionEntryBody> Entries)
{
    /// <summary>Most entries in one feed.</summary>
    public const int MaxEntries = 500;

    internal static RecognitionEntry ReadEntry(ObjectReader r, string[] categories, ServiceGuide guide, Caller caller, DateOnly today)
    {
        if (r.Has("name"))
        {
            // A name helps whoever feeds to find an entry again; the register does not keep it.
            r.Name();
        }

        var entry = new RecognitionEntry(
            r.Code("category", categories),
            r.IdNumber(today),
            r.Reference("documentNumber", 100),
            r.Text("division", 6),
            r.Date("validFrom") ?? default,
            r.OptionalDate("validTo"));
        if (!r.Faults.At(r.At("division")) && (guide.FindCounty(entry.Division) is null || !caller.Covers(entry.Division)))
        {
            r.Fault("division", ApplicationFault.Division, "请填写本部门辖区内的县（市、区）行政区划代码");
        }

        if (entry.ValidTo < entry.ValidFrom && !r.Faults.At(r.At("validFrom")))
        {
            r.Fault("validTo", ApplicationFault.PeriodReversed, "有效期结束日期不能早于开始日期");
        }

        return entry;
    }
}

/// <summary>One recognition, for the API's description.</summary>
/// <param name="Category">Code of the recognising item, one of the caller's own.</param>
/// <param name="Name">For the caller to find the entry again; it is not kept.</param>
/// <param name="IdNumber">Citizen identification number.</param>
/// <param name="DocumentNumber">Number of the recognition's document; the same again of the same division for the same person replaces.</param>
/// <param name="Division">County that recognises, six digits.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day; absent when open-ended; a day in the past takes it back.</param>
public sealed record RecognitionEntryBody(
    string Category, string? Name, string IdNumber, string DocumentNumber, string Division, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>People to be compared with the register.</summary>
/// <param name="People">At most <see cref="MaxPeople"/>.</param>
public sealed record ComparisonBody(ImmutableArray<ComparedPerson> People)
{
    /// <summary>Most people in one question.</summary>
    public const int MaxPeople = 200;

    internal static ComparisonBody Read(ObjectReader b, DateOnly today) =>
        new(b.Objects("people", 1, MaxPeople, p => new ComparedPerson(p.OptionalText("name", PersonFields.MaxName), p.IdNumber(today))));
}

/// <summary>Somebody to be compared.</summary>
/// <param name="Name">For the caller; it is not compared.</param>
/// <param name="IdNumber">Citizen identification number.</param>
public sealed record ComparedPerson(string? Name, string IdNumber);
