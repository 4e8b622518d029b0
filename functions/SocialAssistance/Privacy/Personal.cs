using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace SocialAssistance.Privacy;

/// <summary>
/// A value that says something of a person. It is open (just read from a request, or disclosed), sealed (an
/// <see cref="Envelope"/>, which only the keys open) or erased (it was there, and nothing of it is left). No text of it ever
/// shows what is in it, and no serializer writes it unless it has been told how: the stores write sealed values only, the API
/// open ones only.
/// </summary>
/// <typeparam name="T">String, decimal, int, bool or DateOnly.</typeparam>
[JsonConverter(typeof(RefusingPersonalConverter))]
public sealed class Personal<T> : IEquatable<Personal<T>>
    where T : notnull
{
    private readonly T _value;

    internal Personal(T value, string? envelope)
    {
        _value = value;
        Envelope = envelope;
    }

    /// <summary>The envelope of a sealed value; null when it is open.</summary>
    public string? Envelope { get; }

    /// <summary>Whether it is sealed.</summary>
    [MemberNotNullWhen(true, nameof(Envelope))]
    public bool IsSealed => Envelope is not null;

    /// <summary>Whether its period of retention is over and nothing of it is left. What is erased counts as sealed: there is
    /// nothing in it to be read.</summary>
    public bool IsErased => Envelope == Personal.ErasedMark;

    /// <summary>The open value.</summary>
    /// <exception cref="InvalidOperationException">It is sealed or erased; only <see cref="Disclosure"/> opens it.</exception>
    public T Value => IsSealed ? throw new InvalidOperationException("A sealed personal value was asked for what is in it.") : _value;

    /// <summary>An open value; null stays null.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator Personal<T>?(T? value) => value is null ? null : new Personal<T>(value, null);

    /// <summary>Whether both are the same value, or the same envelope.</summary>
    public static bool operator ==(Personal<T>? left, Personal<T>? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Personal<T>? left, Personal<T>? right) => !Equals(left, right);

    /// <inheritdoc/>
    public bool Equals(Personal<T>? other) =>
        other is not null && Envelope == other.Envelope && EqualityComparer<T>.Default.Equals(_value, other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Personal<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_value, Envelope);

    /// <summary>Says that there is a value, never which.</summary>
    public override string ToString() => IsSealed ? "(sealed)" : "(personal)";
}

/// <summary>Makes personal values where no conversion does.</summary>
public static class Personal
{
    /// <summary>What is stored in place of a value that was erased; no envelope reads so.</summary>
    internal const string ErasedMark = "erased";

    /// <summary>A value that was erased.</summary>
    public static Personal<T> Erased<T>()
        where T : notnull => new(default!, ErasedMark);

    /// <summary>An open value, or null.</summary>
    public static Personal<T>? Of<T>(T? value)
        where T : struct => value is { } known ? known : null;

    /// <summary>A sealed value.</summary>
    /// <param name="envelope">Its envelope.</param>
    /// <exception cref="ArgumentException">The text has not the form of an envelope.</exception>
    public static Personal<T> Sealed<T>(string envelope)
        where T : notnull => Envelope.IsWellFormed(envelope)
            ? new Personal<T>(default!, envelope)
            : throw new ArgumentException("This is no envelope.", nameof(envelope));
}
