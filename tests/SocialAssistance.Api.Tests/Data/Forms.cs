using System.Text.Json.Nodes;
using SocialAssistance.Testing.Samples;

namespace SocialAssistance.Api.Tests.Data;

/// <summary>Applications as callers send them, each of a family of its own and under a reference of its own.</summary>
internal static class Forms
{
    // Where a host lives on between runs, no two runs may meet the same family.
    private static int s_seed = Random.Shared.Next(1_000_000, int.MaxValue / 2);

    /// <summary>An application for some items.</summary>
    public static JsonObject For(params IEnumerable<string> items)
    {
        var form = SampleForms.JsonObject(SampleForms.For(items, Interlocked.Increment(ref s_seed)));
        form["channel"] = "platform";
        form["externalReference"] = "T-" + Guid.NewGuid().ToString("N");
        return form;
    }

    /// <summary>An application for all eleven items.</summary>
    public static JsonObject All() => For(Items.All);

    /// <summary>An ID number of nobody.</summary>
    public static string IdNumber() => new SampleIdNumbers(Interlocked.Increment(ref s_seed)).Adult();

    public static string IdNumberOf(JsonNode form) => (string)form["applicant"]!["idNumber"]!;

    public static string NameOf(JsonNode form) => (string)form["applicant"]!["name"]!;

    /// <summary>A copy with another county.</summary>
    public static JsonObject In(this JsonObject form, string division)
    {
        form["division"] = division;
        return form;
    }

    public static JsonObject Copy(this JsonObject form) => form.DeepClone().AsObject();
}
