using System.Globalization;
using System.Text.Json.Nodes;
using SocialAssistance.Testing.Samples;

namespace SocialAssistance.Local.Tests.Privacy;

/// <summary>
/// An application in which every personal field has a value that stands nowhere else, and more such values for whatever is
/// said of the case later. Each is remembered by the place it was planted in.
/// </summary>
internal sealed class PlantedFamily
{
    private readonly SampleIdNumbers _numbers = new(20260803);
    private readonly Dictionary<string, string> _planted = new(StringComparer.Ordinal);

    public PlantedFamily()
    {
        var form = SampleForms.JsonObject(SampleForms.All());
        form["externalReference"] = Text("form/externalReference");
        form["township"] = Text("form/township");
        var applicant = form["applicant"]!.AsObject();
        applicant["name"] = Text("form/applicant/name");
        applicant["phone"] = Phone("form/applicant/phone");
        applicant["address"] = Text("form/applicant/address");
        var signatories = new List<string> { Number("form/applicant/idNumber") };
        applicant["idNumber"] = signatories[0];
        foreach (var (member, index) in form["household"]!.AsArray().Select((m, i) => (m!.AsObject(), i)))
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"form/household/{index}/");
            member["name"] = Text(at + "name");
            member["occupation"] = Text(at + "occupation");
            member["condition"] = Text(at + "condition");
            member["monthlyIncome"] = Amount(at + "monthlyIncome");
            signatories.Add(Number(at + "idNumber"));
            member["idNumber"] = signatories[^1];
        }

        form["authorization"]!["signatories"] = new JsonArray([.. signatories.Select(s => (JsonNode)s)]);
        foreach (var (section, name, value) in form["economy"]!.AsObject().SelectMany(s => s.Value!.AsObject().Select(v => (s.Key, v.Key, v.Value))).ToArray())
        {
            if (name is not ("vehicles" or "homes"))
            {
                form["economy"]![section]![name] = Amount($"form/economy/{section}/{name}");
            }
        }

        Fill(form, "medical", ["situation", "hospital"], ["expense"]);
        Fill(form, "temporary", ["reason"], []);
        Fill(form, "veteran", ["certificateNumber"], []);
        Fill(form, "studentLoan", ["student", "school"], ["amount"]);
        form["studentLoan"]!["studentIdNumber"] = Number("form/studentLoan/studentIdNumber");
        form["studentLoan"]!["coBorrower"]!["name"] = Text("form/studentLoan/coBorrower/name");
        form["studentLoan"]!["coBorrower"]!["idNumber"] = Number("form/studentLoan/coBorrower/idNumber");
        Fill(form, "employment", ["skills"], []);
        Form = form;
    }

    /// <summary>The application.</summary>
    public JsonObject Form { get; }

    /// <summary>Every value that was planted, by its place.</summary>
    public IReadOnlyDictionary<string, string> Planted => _planted;

    public string this[string place] => _planted[place];

    /// <summary>A text that stands nowhere else.</summary>
    public string Text(string place) => Plant(place, string.Create(CultureInfo.InvariantCulture, $"种标记{_planted.Count:000}甲乙丙Zq"));

    /// <summary>An amount that stands nowhere else.</summary>
    public decimal Amount(string place) =>
        decimal.Parse(Plant(place, string.Create(CultureInfo.InvariantCulture, $"{71_300_000 + (_planted.Count * 1009)}.37")), CultureInfo.InvariantCulture);

    /// <summary>A phone number that stands nowhere else.</summary>
    public string Phone(string place) => Plant(place, string.Create(CultureInfo.InvariantCulture, $"139776{54_300 + _planted.Count:00000}"));

    /// <summary>An ID number that belongs to nobody.</summary>
    public string Number(string place) => Plant(place, _numbers.Adult());

    private void Fill(JsonObject form, string section, string[] texts, string[] amounts)
    {
        foreach (var text in texts)
        {
            form[section]![text] = Text($"form/{section}/{text}");
        }

        foreach (var amount in amounts)
        {
            form[section]![amount] = Amount($"form/{section}/{amount}");
        }
    }

    private string Plant(string place, string value)
    {
        _planted.Add(place, value);
        return value;
    }
}
