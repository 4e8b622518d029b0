using System.Collections.Concurrent;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace SocialAssistance.Guide;

/// <summary>Holds the guide's files against their JSON Schemas, which are part of the assembly.</summary>
internal static class GuideSchemas
{
    private static readonly ConcurrentDictionary<string, Lazy<JsonSchema>> Schemas = [];

    /// <summary>Notes every place where <paramref name="text"/> breaks the schema of that name.</summary>
    public static void Check(string name, string text, GuideFaultList faults)
    {
        var schema = Schemas.GetOrAdd(name, static n => new Lazy<JsonSchema>(() => Read(n))).Value;
        foreach (var error in schema.Validate(text).SelectMany(Leaves).Where(IsTelling))
        {
            faults.Add(name + ".json", PointerTo(error), Say(error));
        }
    }

    private static JsonSchema Read(string name)
    {
        using var stream = typeof(GuideSchemas).Assembly.GetManifestResourceStream(name + ".schema.json")
            ?? throw new InvalidOperationException($"The assembly lacks the schema of {name}.json.");
        using var reader = new StreamReader(stream);
        return JsonSchema.FromJsonAsync(reader.ReadToEnd()).GetAwaiter().GetResult();
    }

    /// <summary>The faults at the bottom of a fault. Where one of several shapes was asked for, those of the one shape
    /// whose property names fit; when none or several fit, the place itself.</summary>
    private static IEnumerable<ValidationError> Leaves(ValidationError error)
    {
        if (error is not ChildSchemaValidationError parent)
        {
            return [error];
        }

        if (error.Kind != ValidationErrorKind.NotOneOf)
        {
            return parent.Errors.Values.SelectMany(e => e).SelectMany(Leaves);
        }

        var fitting = parent.Errors.Values.Where(errors => !errors.Any(e => IsAboutShape(e, error))).ToList();
        return fitting.Count == 1 ? fitting[0].SelectMany(Leaves) : [error];
    }

    /// <summary>False for what is missing from something that is no object at all, which is told already.</summary>
    private static bool IsTelling(ValidationError error) =>
        error.Kind != ValidationErrorKind.PropertyRequired || error.Token is JObject;

    private static bool IsAboutShape(ValidationError error, ValidationError place) =>
        error.Kind switch
        {
            ValidationErrorKind.PropertyRequired => error.Token == place.Token,
            ValidationErrorKind.NoAdditionalPropertiesAllowed => error.Token?.Parent == place.Token,
            ValidationErrorKind.ObjectExpected => error.Token == place.Token,
            _ => false,
        };

    private static string PointerTo(ValidationError error) =>
        PointerTo(error.Token) + (error.Kind == ValidationErrorKind.PropertyRequired ? "/" + error.Property : "");

    private static string PointerTo(JToken? token) =>
        token switch
        {
            null => "",
            JProperty property => $"{PointerTo(property.Parent)}/{GuideNode.Escape(property.Name)}",
            { Parent: JArray array } => $"{PointerTo(array)}/{array.IndexOf(token)}",
            _ => PointerTo(token.Parent),
        };

    private static string Say(ValidationError error) =>
        error.Kind switch
        {
            ValidationErrorKind.PropertyRequired => "is missing",
            ValidationErrorKind.NoAdditionalPropertiesAllowed => "is not known here",
            ValidationErrorKind.NotOneOf => "has none of the shapes that are known here",
            ValidationErrorKind.NotInEnumeration => $"is none of {string.Join(", ", error.Schema.Enumeration)}",
            ValidationErrorKind.PatternMismatch => $"does not match {error.Schema.Pattern}",
            _ => $"breaks its schema ({error.Kind})",
        };
}
