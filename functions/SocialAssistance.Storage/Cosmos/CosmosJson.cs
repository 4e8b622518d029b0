using System.Text.Json.Serialization;
using SocialAssistance.Cases;
using SocialAssistance.Departments;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>How documents and pages are written and read, the case itself apart.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CodeConverter<ItemStatus>), typeof(CodeConverter<Light>)])]
[JsonSerializable(typeof(CaseHead))]
[JsonSerializable(typeof(Dictionary<string, WorkEntry>))]
[JsonSerializable(typeof(Dictionary<string, WorkListRow>))]
[JsonSerializable(typeof(Reservation))]
[JsonSerializable(typeof(RecognitionDocument))]
[JsonSerializable(typeof(DataKeyDocument))]
[JsonSerializable(typeof(SecretMarkDocument))]
[JsonSerializable(typeof(AuditBlock))]
[JsonSerializable(typeof(AuditBlockHead))]
[JsonSerializable(typeof(QueryPage<AuditBlock>))]
[JsonSerializable(typeof(QueryPage<AuditBlockHead>))]
[JsonSerializable(typeof(QueryPage<string>))]
[JsonSerializable(typeof(QueryPage<WorkListRow>))]
[JsonSerializable(typeof(QueryPage<RecognitionDocument>))]
[JsonSerializable(typeof(QueryPage<DataKeyDocument>))]
internal sealed partial class CosmosJson : JsonSerializerContext;

/// <summary>A page of a query as the service writes it.</summary>
internal sealed record QueryPage<T>([property: JsonPropertyName("Documents")] IReadOnlyList<T> Documents);
