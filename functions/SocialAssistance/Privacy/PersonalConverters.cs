using System.Text.Json;
using System.Text.Json.Serialization;

namespace SocialAssistance.Privacy;

/// <summary>How the stores write personal values: sealed. An open one is refused, so that nothing is ever stored in clear.</summary>
/// <typeparam name="T">Kind of the value.</typeparam>
public sealed class SealedPersonalConverter<T> : JsonConverter<Personal<T>>
    where T : notnull
{
    /// <inheritdoc/>
    public override Personal<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType == JsonTokenType.String ? reader.GetString() : null) switch
        {
            Personal.ErasedMark => Personal.Erased<T>(),
            { } text when Envelope.IsWellFormed(text) => Personal.Sealed<T>(text),
            _ => throw new UnsealedValueException(),
        };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Personal<T> value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(value.Envelope ?? throw new JsonException("A personal value was to be stored in clear."));
    }
}

/// <summary>
/// How texts are read of a case in which some were not counted as personal when it was stored: an envelope is a sealed value,
/// anything else stands in clear. They are written sealed like all others.
/// </summary>
public sealed class PartlyClearTextConverter : JsonConverter<Personal<string>>
{
    private static readonly SealedPersonalConverter<string> Sealed = new();

    /// <inheritdoc/>
    public override Personal<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { } text && text != Personal.ErasedMark && !Envelope.IsWellFormed(text)
            ? text
            : Sealed.Read(ref reader, typeToConvert, options);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Personal<string> value, JsonSerializerOptions options) => Sealed.Write(writer, value, options);
}

/// <summary>A stored personal value is not sealed.</summary>
public sealed class UnsealedValueException() : JsonException("A stored personal value is not sealed.");

/// <summary>How personal values are written for somebody to read: open. A sealed one is refused.</summary>
/// <typeparam name="T">Kind of the value.</typeparam>
public sealed class OpenPersonalConverter<T> : JsonConverter<Personal<T>>
    where T : notnull
{
    /// <inheritdoc/>
    public override Personal<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return (T)(object)(
                typeof(T) == typeof(string) ? reader.GetString()!
                : typeof(T) == typeof(decimal) ? reader.GetDecimal()
                : typeof(T) == typeof(int) ? reader.GetInt32()
                : typeof(T) == typeof(bool) ? reader.GetBoolean()
                : PersonalText.Parse<T>(reader.GetString()!));
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException)
        {
            // What stood there may be personal: nothing of it goes on.
            throw new JsonException("A personal value has another form.");
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Personal<T> value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        switch (value.Value)
        {
            case decimal amount:
                writer.WriteNumberValue(amount);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            default:
                writer.WriteStringValue(PersonalText.Of(value.Value));
                break;
        }
    }
}

/// <summary>What a serializer meets that was not told how personal values are written: nothing is.</summary>
public sealed class RefusingPersonalConverter : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Personal<>);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("This serializer was not told how personal values are written.");
}
