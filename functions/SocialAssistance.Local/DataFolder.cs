using System.Security.Cryptography;
using SocialAssistance.Privacy;

namespace SocialAssistance.Local;

/// <summary>The folder that one host, and only one, keeps its data in.</summary>
public sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly FileStream? _lock;

    private DataFolder(string path, FileStream? @lock)
    {
        Path = path;
        _lock = @lock;
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>The database.</summary>
    public string Database => File("cases.db");

    /// <summary>Opens the folder for this process alone; the operating system ends the lock with the process, however it ends.</summary>
    /// <exception cref="HostStartException">Another host uses it, it cannot be written, or others can look into it.</exception>
    public static DataFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(full);
            }
            else
            {
                Directory.CreateDirectory(full, OwnerOnly | UnixFileMode.UserExecute);
            }

            RequirePrivate(full, "700");
            var file = System.IO.Path.Combine(full, "host.lock");
            return new DataFolder(full, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            throw new HostStartException(HostExit.DataInUse, $"The data folder {full} is in use by another host, or cannot be written.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new HostStartException(HostExit.WrongConfiguration, $"The data folder {full} cannot be written.");
        }
    }

    /// <summary>Looks into a folder beside whoever has opened it: only to read.</summary>
    public static DataFolder Look(string path) => new(System.IO.Path.GetFullPath(path), null);

    /// <summary>Full path of a file in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Refuses a file that holds a secret when anybody but its owner can read or write it.</summary>
    /// <exception cref="HostStartException">Others can; the message says what to run.</exception>
    public void RequirePrivate(string name) => RequirePrivate(File(name), "600");

    /// <summary>Writes a file that only its owner can read; it is there whole or not at all.</summary>
    public void WritePrivate(string name, ReadOnlySpan<byte> content)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        var temporary = File(name + ".new");
        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        System.IO.File.Move(temporary, File(name), overwrite: true);

        // The new name goes to the disk with the file that bears it: what is wrapped under a key must not be there before the key.
        using var moved = System.IO.File.OpenHandle(File(name), access: FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(moved);
    }

    /// <summary>The secret of this installation's keyed hashes; made on first use. Without it nobody is found again.</summary>
    /// <exception cref="HostStartException">It is missing, damaged, or readable by others.</exception>
    public byte[] PersonKeySecret()
    {
        const string name = "person-keys.secret";
        if (!System.IO.File.Exists(File(name)))
        {
            if (System.IO.File.Exists(Database))
            {
                throw new HostStartException(HostExit.WrongConfiguration, $"{File(name)} is missing, but the database was written with it. Restore it from the backup.");
            }

            WritePrivate(name, RandomNumberGenerator.GetBytes(KeyedHash.SecretBytes));
        }

        RequirePrivate(name);
        var secret = System.IO.File.ReadAllBytes(File(name));
        return secret.Length == KeyedHash.SecretBytes
            ? secret
            : throw new HostStartException(HostExit.WrongConfiguration, $"{File(name)} is damaged. Restore it from the backup.");
    }

    /// <inheritdoc/>
    public void Dispose() => _lock?.Dispose();

    private static void RequirePrivate(string path, string mode)
    {
        if (!OperatingSystem.IsWindows() && (System.IO.File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new HostStartException(
                HostExit.WrongConfiguration, $"{path} can be read or written by others. Run: chmod {mode} '{path}' - and make new keys if somebody may have read them.");
        }
    }
}
