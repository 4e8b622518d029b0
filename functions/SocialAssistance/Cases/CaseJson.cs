using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SocialAssistance.Applications;
using SocialAssistance.Privacy;

namespace SocialAssistance.Cases;

/// <summary>
/// How a case is written down: the same in every store, personal values sealed. A list that a stored case does not have yet is an empty one, so
/// that the document can gain lists without its stored cases being rewritten.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    Converters = [
        typeof(CodeConverter<CaseStatus>), typeof(CodeConverter<ItemStatus>), typeof(CodeConverter<MaterialStatus>),
        typeof(CodeConverter<TaskKind>), typeof(CodeConverter<TimelineKind>), typeof(CodeConverter<DecisionOutcome>),
        typeof(CodeConverter<Guide.DayUnit>),
        typeof(SealedPersonalConverter<string>), typeof(SealedPersonalConverter<decimal>), typeof(SealedPersonalConverter<int>),
        typeof(SealedPersonalConverter<DateOnly>)])]
[JsonSerializable(typeof(Case))]
[JsonSerializable(typeof(ApplicationForm))]
[JsonSerializable(typeof(ItemTakenUp))]
[JsonSerializable(typeof(ItemRefused))]
[JsonSerializable(typeof(SupplementAsked))]
[JsonSerializable(typeof(ProgressReported))]
[JsonSerializable(typeof(ItemDecided))]
[JsonSerializable(typeof(DecisionChanged))]
public sealed partial class CaseJson : JsonSerializerContext
{
    // Most documents fit; it grows for the others.
    private const int CommonSize = 40 * 1024;

    // One a thread, so that no write waits for so much fresh memory to be cleared. What stays in it was sealed before.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _document;

    // What is written is one of our own types: the generated code cannot get its braces wrong.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The context with Chinese written as it is: a third of the size, and readable.</summary>
    public static CaseJson Compact => Holder.Compact;

    /// <summary>The same with personal values in clear: for digests of what comes in, and for cases stored before values were
    /// sealed. Nothing that is written by it may be stored or sent.</summary>
    public static CaseJson Clear => Holder.Clear;

    /// <summary>Reads a case of which everything is sealed but texts that were not counted as personal when it was stored.</summary>
    public static CaseJson PartlyClear => Holder.PartlyClear;

    /// <summary>Writes a case as UTF-8 JSON.</summary>
    /// <exception cref="JsonException">A personal value of it is not sealed.</exception>
    public static byte[] Write(Case @case)
    {
        // The serializer leaves the generated writers aside because of the converters and the encoder. They write the same
        // bytes all the same, converters included, in three quarters of the time; a case is written whole some thirty times.
        var document = _document ??= new ArrayBufferWriter<byte>(CommonSize);
        document.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(document, Writing))
        {
            Compact.Case.SerializeHandler!(writer, @case);
        }

        return document.WrittenSpan.ToArray();
    }

    /// <summary>Reads a case.</summary>
    /// <exception cref="JsonException">What is stored is no case.</exception>
    public static Case Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, Compact.Case) ?? throw new JsonException("A stored case is null.");

    /// <summary>Initialized on first use, after the generated part of this class.</summary>
    private static class Holder
    {
        public static readonly CaseJson Compact = new(Readable());

        public static readonly CaseJson Clear = new(InClear());

        public static readonly CaseJson PartlyClear = new(TextsInClear());

        private static JsonSerializerOptions Readable() => new(Default.Options!)
        {
            TypeInfoResolver = null,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };

        private static JsonSerializerOptions TextsInClear()
        {
            // The first converter that fits is taken.
            var options = Readable();
            options.Converters.Insert(0, new PartlyClearTextConverter());
            return options;
        }

        private static JsonSerializerOptions InClear()
        {
            // The first converter that fits is taken.
            var options = Readable();
            options.Converters.Insert(0, new OpenPersonalConverter<string>());
            options.Converters.Insert(0, new OpenPersonalConverter<decimal>());
            options.Converters.Insert(0, new OpenPersonalConverter<int>());
            options.Converters.Insert(0, new OpenPersonalConverter<DateOnly>());
            return options;
        }
    }
}

/// <summary>Writes enumerated values by their codes.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
public sealed class CodeConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } code && Codes.Find<T>(code) is { } value
            ? value
            : throw new JsonException($"No {typeof(T).Name} has this code.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(Codes.Of(value));
    }
}
