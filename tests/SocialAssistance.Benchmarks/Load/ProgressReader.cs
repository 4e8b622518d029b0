using System.Text.Json;

namespace SocialAssistance.Benchmarks.Load;

/// <summary>Reads what the benchmark needs of a progress answer, and no more.</summary>
internal static class ProgressReader
{
    /// <summary>The text of a member of the answer itself; empty when there is none.</summary>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> answer, ReadOnlySpan<byte> member)
    {
        var reader = new Utf8JsonReader(answer);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = reader.ValueTextEquals(member);
            reader.Read();
            if (wanted)
            {
                return reader.ValueSpan;
            }

            reader.Skip();
        }

        return [];
    }

    /// <summary>The status of an item; empty when it is not there.</summary>
    public static ReadOnlySpan<byte> StatusOf(ReadOnlySpan<byte> answer, ReadOnlySpan<byte> item)
    {
        var reader = new Utf8JsonReader(answer);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isItems = reader.ValueTextEquals("items"u8);
            reader.Read();
            if (isItems)
            {
                return StatusAmong(ref reader, item);
            }

            reader.Skip();
        }

        return [];
    }

    private static ReadOnlySpan<byte> StatusAmong(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> item)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var found = false;
            ReadOnlySpan<byte> status = [];
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isItem, isStatus) = (reader.ValueTextEquals("item"u8), reader.ValueTextEquals("status"u8));
                reader.Read();
                found |= isItem && reader.ValueTextEquals(item);
                status = isStatus ? reader.ValueSpan : status;
                reader.Skip();
            }

            if (found)
            {
                return status;
            }
        }

        return [];
    }
}
