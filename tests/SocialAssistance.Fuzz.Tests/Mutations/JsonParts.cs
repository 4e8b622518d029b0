using System.Text.Json;

namespace SocialAssistance.Fuzz.Tests.Mutations;

/// <summary>A value within a JSON text.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it has ended.</param>
/// <param name="Name">Where its member's name begins, quotes included; -1 in a list.</param>
/// <param name="Kind">Its first token.</param>
internal readonly record struct JsonPart(int Start, int End, int Name, JsonTokenType Kind)
{
    /// <summary>Where it begins with its name.</summary>
    public int Whole => Name >= 0 ? Name : Start;

    /// <summary>Every value of a text but the root, as far as it is JSON.</summary>
    public static List<JsonPart> Of(byte[] json)
    {
        var parts = new List<JsonPart>();
        var open = new Stack<(int Start, int Name, JsonTokenType Kind)>();
        var name = -1;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 2000 });
        try
        {
            while (reader.Read())
            {
                var start = (int)reader.TokenStartIndex;
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = start;
                        continue;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        open.Push((start, name, reader.TokenType));
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        var (from, its, kind) = open.Pop();
                        if (open.Count > 0)
                        {
                            parts.Add(new JsonPart(from, start + 1, its, kind));
                        }

                        break;
                    default:
                        parts.Add(new JsonPart(start, (int)reader.BytesConsumed, name, reader.TokenType));
                        break;
                }

                name = -1;
            }
        }
        catch (JsonException)
        {
            // An earlier mutation broke it here: what was found so far can be changed further.
        }

        return parts;
    }
}
