using System.Collections.ObjectModel;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>
/// The database and its containers as <c>infra/cosmos/containers.json</c> declares them. On Azure the infrastructure makes
/// them from that file; the program makes them where there is none: on emulators and for tests.
/// </summary>
public static class CosmosSchema
{
    /// <summary>Name of the database.</summary>
    public const string DatabaseName = "social-assistance";

    /// <summary>Cases; one document each.</summary>
    public const string Cases = "cases";

    /// <summary>Submission keys, each with the case it stands for.</summary>
    public const string Submissions = "submissions";

    /// <summary>Recognised people.</summary>
    public const string Recognitions = "recognitions";

    /// <summary>Disclosures.</summary>
    public const string Audit = "audit";

    /// <summary>Data keys, wrapped.</summary>
    public const string DataKeys = "data-keys";

    private const string Declaration = "cosmos-containers.json";

    /// <summary>The containers as they are declared.</summary>
    public static IReadOnlyList<ContainerProperties> Containers()
    {
        using var stream = typeof(CosmosSchema).Assembly.GetManifestResourceStream(Declaration)!;
        using var declared = JsonDocument.Parse(stream);
        return [.. declared.RootElement.GetProperty("containers").EnumerateArray().Select(Read)];
    }

    /// <summary>Makes the database and its containers where they are missing; what is there is left as it is.</summary>
    /// <exception cref="CosmosException">The account does not allow it.</exception>
    public static async Task CreateMissingAsync(CosmosDatabase database, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        var made = await database.Client.CreateDatabaseIfNotExistsAsync(database.Options.Database, cancellationToken: cancellationToken).ConfigureAwait(false);
        foreach (var container in Containers())
        {
            await made.Database.CreateContainerIfNotExistsAsync(container, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private static ContainerProperties Read(JsonElement declared)
    {
        var policy = declared.GetProperty("indexingPolicy");
        var container = new ContainerProperties(
            declared.GetProperty("id").GetString(), declared.GetProperty("partitionKey").GetProperty("paths")[0].GetString())
        {
            PartitionKeyDefinitionVersion = PartitionKeyDefinitionVersion.V2,
        };
        foreach (var path in policy.GetProperty("includedPaths").EnumerateArray())
        {
            container.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = path.GetProperty("path").GetString() });
        }

        foreach (var path in policy.GetProperty("excludedPaths").EnumerateArray())
        {
            container.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = path.GetProperty("path").GetString() });
        }

        if (policy.TryGetProperty("compositeIndexes", out var composites))
        {
            foreach (var composite in composites.EnumerateArray())
            {
                container.IndexingPolicy.CompositeIndexes.Add(new Collection<CompositePath>([.. composite.EnumerateArray().Select(ReadPath)]));
            }
        }

        return container;
    }

    private static CompositePath ReadPath(JsonElement path) => new()
    {
        Path = path.GetProperty("path").GetString(),
        Order = path.GetProperty("order").GetString() == "descending" ? CompositePathSortOrder.Descending : CompositePathSortOrder.Ascending,
    };
}
