using System.Security.Cryptography;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Keys;

namespace SocialAssistance.Local.Keys;

/// <summary>
/// Has the keys at hand before the first request, and seals what was stored in clear: a host that could neither read nor
/// write cases does not start.
/// </summary>
internal sealed class PrivacyStart(KeyRing ring, StoredCaseSealing stored) : IHostedService
{
    /// <inheritdoc/>
    /// <exception cref="HostStartException">The keys of the data folder do not fit its database.</exception>
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

        await stored.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
