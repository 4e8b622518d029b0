using System.Text.Json.Serialization;

namespace SocialAssistance.Privacy.Rights;

/// <summary>Writes what is digested.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class RightsJson : JsonSerializerContext;
