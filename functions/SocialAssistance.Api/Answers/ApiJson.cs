using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using SocialAssistance.Api.Problems;
using SocialAssistance.Applications;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;

namespace SocialAssistance.Api.Answers;

/// <summary>How answers are written: camelCase, codes in kebab-case, nothing where there is nothing.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CodeConverter<DayUnit>), typeof(CodeConverter<HomeTenure>),
        typeof(OpenPersonalConverter<string>), typeof(OpenPersonalConverter<decimal>), typeof(OpenPersonalConverter<int>),
        typeof(OpenPersonalConverter<DateOnly>)])]
[JsonSerializable(typeof(ProgressAnswer))]
[JsonSerializable(typeof(CasesAnswer))]
[JsonSerializable(typeof(TimelineAnswer))]
[JsonSerializable(typeof(MaterialAnswer))]
[JsonSerializable(typeof(WorkListAnswer))]
[JsonSerializable(typeof(TaskAnswer))]
[JsonSerializable(typeof(MedicalSection))]
[JsonSerializable(typeof(TemporarySection))]
[JsonSerializable(typeof(VeteranSection))]
[JsonSerializable(typeof(StudentLoanSection))]
[JsonSerializable(typeof(HousingSection))]
[JsonSerializable(typeof(EmploymentSection))]
[JsonSerializable(typeof(PersonalDataAnswer))]
[JsonSerializable(typeof(HoldsAnswer))]
[JsonSerializable(typeof(EventAnswer))]
[JsonSerializable(typeof(EventBatchAnswer))]
[JsonSerializable(typeof(RecognitionBatchAnswer))]
[JsonSerializable(typeof(PeopleComparisonAnswer))]
[JsonSerializable(typeof(GuideAnswer))]
[JsonSerializable(typeof(ChecklistAnswer))]
[JsonSerializable(typeof(SuggestionsAnswer))]
[JsonSerializable(typeof(LiveAnswer))]
[JsonSerializable(typeof(ReadyAnswer))]
[JsonSerializable(typeof(ClockAnswer))]
[JsonSerializable(typeof(AuditRecordsAnswer))]
[JsonSerializable(typeof(AuditDayAnswer))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(System.Collections.Immutable.ImmutableSortedDictionary<string, System.Collections.Immutable.ImmutableArray<FaultAnswer>>))]
public sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Sets what the endpoints' serializer does not take from this context by itself.</summary>
    internal static void Configure(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, Default);
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;

        // A number is a number: no text stands for one, neither in what is read nor in the API's description.
        options.NumberHandling = JsonNumberHandling.Strict;
        foreach (var converter in Default.Options.Converters)
        {
            options.Converters.Add(converter);
        }
    }
}
