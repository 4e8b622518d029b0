using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Ciphers;
using SocialAssistance.Privacy.Keys;

namespace SocialAssistance.Local.Keys;

/// <summary>A master key as the file has it.</summary>
/// <param name="Id">Its id: <c>m1</c> and so on.</param>
/// <param name="Suite">Name of its cipher.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Key">The key, base64.</param>
public sealed record MasterKeyEntry(string Id, string Suite, DateTimeOffset CreatedAt, string Key);

/// <summary>
/// The master keys of a one-machine installation, which wrap its data keys: a file that its owner alone can read. The last
/// key wraps; older ones stay until nothing is wrapped by them and they are retired.
/// </summary>
public static class MasterKeysFile
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string Name = "master-keys.json";

    /// <summary>The keys of a folder; makes the first one when nothing has been wrapped yet.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="suite">With which cipher a first key is made.</param>
    /// <param name="wrapped">Whether the database has data keys, which only an existing file can unwrap.</param>
    /// <exception cref="HostStartException">The file is missing, damaged, or readable by others.</exception>
    public static ImmutableArray<MasterKeyEntry> LoadOrCreate(DataFolder folder, PrivacySuite suite, bool wrapped)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var path = folder.File(Name);
        if (!File.Exists(path))
        {
            if (wrapped)
            {
                throw Wrong($"{path} is missing, but the database was encrypted with it. Restore it from the backup: without it no personal data can be read.");
            }

            Save(folder, [New([], suite)]);
        }

        folder.RequirePrivate(Name);

        try
        {
            return Checked(JsonSerializer.Deserialize(File.ReadAllBytes(path), MasterKeysJson.Default.ImmutableArrayMasterKeyEntry));
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            throw Wrong($"{path} is damaged. Restore it from the backup.");
        }
    }

    /// <summary>Writes the keys, whole or not at all.</summary>
    public static void Save(DataFolder folder, ImmutableArray<MasterKeyEntry> keys)
    {
        ArgumentNullException.ThrowIfNull(folder);
        folder.WritePrivate(Name, JsonSerializer.SerializeToUtf8Bytes(keys, MasterKeysJson.Default.ImmutableArrayMasterKeyEntry));
    }

    /// <summary>A new key to be added to others.</summary>
    public static MasterKeyEntry New(ImmutableArray<MasterKeyEntry> others, PrivacySuite suite)
    {
        var number = others.Select(k => int.Parse(k.Id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max() + 1;
        var cipher = suite.Cipher();
        return new MasterKeyEntry(
            FormattableString.Invariant($"m{number}"),
            cipher.Name,
            TimeProvider.System.GetUtcNow(),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(cipher.KeyBytes)));
    }

    /// <summary>What wraps and unwraps with these keys.</summary>
    public static IKeyProvider Provider(ImmutableArray<MasterKeyEntry> keys) =>
        new MasterKeyProvider([.. keys.Select(k => new MasterKey(k.Id, CipherSuite.Find(k.Suite)!, Convert.FromBase64String(k.Key)))]);

    private static ImmutableArray<MasterKeyEntry> Checked(ImmutableArray<MasterKeyEntry> keys) =>
        !keys.IsDefaultOrEmpty && keys.All(IsWhole) && keys.DistinctBy(k => k.Id).Count() == keys.Length ? keys : throw new JsonException();

    private static bool IsWhole(MasterKeyEntry? key) =>
        key is { Id: ['m', .. var number], Suite: not null, Key: not null }
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        && CipherSuite.Find(key.Suite) is { } suite
        && Convert.FromBase64String(key.Key).Length == suite.KeyBytes;

    private static HostStartException Wrong(string message) => new(HostExit.WrongConfiguration, message);
}

/// <summary>How the file is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ImmutableArray<MasterKeyEntry>))]
internal sealed partial class MasterKeysJson : JsonSerializerContext;
