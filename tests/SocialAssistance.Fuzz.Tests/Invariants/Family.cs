using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using SocialAssistance.Applications;
using SocialAssistance.Testing.Samples;

namespace SocialAssistance.Fuzz.Tests.Invariants;

/// <summary>A family whose every fact can be told from every other's, and the application it files.</summary>
internal sealed class Family
{
    private static readonly DateOnly FirstBirth = new(1950, 1, 1);
    private const int Births = 18_000;

    public Family(int index, string division, IReadOnlyCollection<string> items)
    {
        (Index, Division, Items) = (index, division, items);
        IdNumbers = [.. Enumerable.Range(0, 4).Select(n => IdNumber((4 * index) + n))];
        Phone = (13_000_000_000 + index).ToString(CultureInfo.InvariantCulture);
        Reference = "R-" + Mark(Marks.Reference);
        Name = "张" + Mark(Marks.Applicant);
        MemberName = "李" + Mark(Marks.Household);
        Form = Fill(SampleForms.JsonObject(SampleForms.For(items, 1 + (index % 1000), division)));
    }

    public int Index { get; }

    public string Division { get; }

    public IReadOnlyCollection<string> Items { get; }

    public string Name { get; }

    /// <summary>Name of everybody else in the household.</summary>
    public string MemberName { get; }

    public string Phone { get; }

    public string Reference { get; }

    /// <summary>Applicant, spouse, child of age; and the one the spouse has when the other is found to be wrong.</summary>
    public string[] IdNumbers { get; }

    public JsonObject Form { get; }

    /// <summary>The cases that were opened for it.</summary>
    public ConcurrentDictionary<string, byte> Cases { get; } = new(StringComparer.Ordinal);

    public string Mark(char part) => Marks.Of(Index, part);

    private JsonObject Fill(JsonObject form)
    {
        form["channel"] = "platform";
        form["externalReference"] = Reference;
        var applicant = form["applicant"]!;
        (applicant["name"], applicant["idNumber"], applicant["phone"]) = (Name, IdNumbers[0], Phone);
        applicant["address"] = $"示范村 {Mark(Marks.Contact)} 号";
        var household = form["household"]!.AsArray();
        for (var place = 0; place < household.Count; place++)
        {
            household[place]!["name"] = MemberName;
            household[place]!["idNumber"] = IdNumbers[place + 1];
            household[place]!["occupation"] = "务农 " + Mark(Marks.Circumstances);
            household[place]!["condition"] = "慢性病 " + Mark(Marks.Circumstances);
        }

        form["authorization"]!["signatories"] = new JsonArray([.. IdNumbers[..3].Select(n => JsonValue.Create(n))]);
        Mark(form, "medical", "situation", "hospital");
        Mark(form, "temporary", "reason");
        Mark(form, "veteran", "certificateNumber");
        Mark(form, "employment", "skills");
        Mark(form, "studentLoan", "student", "school");
        if (form["studentLoan"] is { } loan)
        {
            loan["studentIdNumber"] = IdNumbers[2];
            loan["coBorrower"]!["name"] = "张" + Mark(Marks.Section("studentLoan"));
            loan["coBorrower"]!["idNumber"] = IdNumbers[0];
        }

        return form;
    }

    private void Mark(JsonObject form, string section, params string[] members)
    {
        foreach (var member in form[section] is { } json ? members : [])
        {
            form[section]![member] = "示例 " + Mark(Marks.Section(section));
        }
    }

    /// <summary>The n-th valid number of division 6499xx, which does not exist: a day of birth, a division, a sequence.</summary>
    private static string IdNumber(int n)
    {
        var rest = n / Births;
        var body = string.Create(
            CultureInfo.InvariantCulture, $"6499{rest / 1000 % 100:00}{FirstBirth.AddDays(n % Births):yyyyMMdd}{rest % 1000:000}");
        return body + ResidentIdNumber.CheckCharacter(body);
    }
}
