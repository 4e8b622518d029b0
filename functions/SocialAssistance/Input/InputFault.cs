namespace SocialAssistance.Input;

/// <summary>Codes of the faults that any input can have.</summary>
public static class InputFault
{
    /// <summary>The document is no JSON, or is nested too deeply.</summary>
    public const string InvalidJson = "invalid-json";

    /// <summary>A member has another JSON type than it should.</summary>
    public const string WrongType = "wrong-type";

    /// <summary>A required member is missing or null.</summary>
    public const string Required = "required";

    /// <summary>A member that the contract does not know.</summary>
    public const string UnknownField = "unknown-field";

    /// <summary>A member stands twice.</summary>
    public const string DuplicateField = "duplicate-field";

    /// <summary>A text is longer than allowed.</summary>
    public const string TooLong = "too-long";

    /// <summary>A text holds characters that cannot be shown.</summary>
    public const string InvalidCharacters = "invalid-characters";

    /// <summary>An id or a number of a document holds a citizen identification number, an id somebody's phone.</summary>
    public const string HoldsPersonalNumber = "holds-personal-number";

    /// <summary>A list has too many entries.</summary>
    public const string TooMany = "too-many";

    /// <summary>A list has no entry but needs one.</summary>
    public const string Empty = "empty";

    /// <summary>A value is none of those allowed.</summary>
    public const string UnknownCode = "unknown-code";

    /// <summary>A number is outside its bounds.</summary>
    public const string OutOfRange = "out-of-range";

    /// <summary>An amount is below zero.</summary>
    public const string Negative = "negative";

    /// <summary>A date or time cannot be read.</summary>
    public const string InvalidDate = "invalid-date";

    /// <summary>A date lies in the future but must not.</summary>
    public const string InFuture = "in-future";
}
