using Microsoft.Extensions.Hosting;
using SocialAssistance.Api;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Materials;
using SocialAssistance.Privacy.Keys;
using SocialAssistance.Storage.Blobs;
using SocialAssistance.Storage.Cosmos;

namespace SocialAssistance.Functions.Hosting;

/// <summary>
/// What must be right before the first request: wrong callers, a broken API or keys that cannot be had stop the host here. Beside emulators it makes
/// what they lack; on Azure the infrastructure has made it.
/// </summary>
/// <param name="settings">The host's settings.</param>
/// <param name="database">The database.</param>
/// <param name="materials">The scans.</param>
/// <param name="archive">The published heads of the audit trail.</param>
/// <param name="ring">The data keys; loading them wraps anew what an older version of the vault's key wraps.</param>
/// <param name="callers">Asked for, because making it checks the callers.</param>
/// <param name="pipeline">Asked for, because making it checks the API.</param>
internal sealed class Start(
    AzureSettings settings, CosmosDatabase database, IMaterialStore materials, BlobHeadArchive archive, KeyRing ring, CallerRegistry callers, ApiPipeline pipeline) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(callers);
        ArgumentNullException.ThrowIfNull(pipeline);
        if (settings.IsLocal)
        {
            await CosmosSchema.CreateMissingAsync(database, cancellationToken).ConfigureAwait(false);
            await materials.InitializeAsync(cancellationToken).ConfigureAwait(false);
            await archive.InitializeAsync(cancellationToken).ConfigureAwait(false);
        }

        await ring.LoadAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
