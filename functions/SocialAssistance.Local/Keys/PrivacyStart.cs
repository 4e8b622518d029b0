using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using SocialAssistance.Cases;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Keys;

namespace SocialAssistance.Local.Keys;

/// <summary>
/// Has the keys at hand before the first request, and seals what was stored in clear: a host that could neither read nor
/// write cases does not start.
/// </summary>
internal sealed class PrivacyStart(KeyRing ring, StoredCaseSealing stored, DataFolder folder) : IHostedService
{
    /// <inheritdoc/>
    /// <exception cref="KeyTrustException">The secret is not that of the database, or there are data keys of somebody else.</exception>
    /// <exception cref="HostStartException">The keys of the data folder do not fit its database, or cases in clear cannot be sealed.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ring.LoadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (CryptographicException error)
        {
            throw new HostStartException(
                HostExit.WrongConfiguration, $"{MasterKeysFile.Name} is not the one that the database was encrypted with: {error.Message} Restore it from the backup.");
        }

        try
        {
            await stored.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (UnreadableCasesException error)
        {
            throw new HostStartException(
                HostExit.WrongConfiguration, $"{error.Message} Restore {folder.Database} from the backup, or have these cases mended; the next start goes on with them.");
        }
        catch (Exception error) when (error is SqliteException or StoreUnavailableException or IOException)
        {
            throw new HostStartException(
                HostExit.WrongConfiguration,
                $"Cases in clear could not all be sealed, or {folder.Database} could not be written anew without them: {error.Message} It needs as much free disk again as the file has. Nothing is lost; the next start goes on.");
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
