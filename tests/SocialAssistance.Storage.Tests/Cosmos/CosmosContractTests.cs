using SocialAssistance.Cases;
using SocialAssistance.Privacy.Keys;
using SocialAssistance.Register;
using SocialAssistance.Storage.Cosmos;
using SocialAssistance.Testing.Contracts;
using SocialAssistance.Testing.Cosmos;

namespace SocialAssistance.Storage.Tests.Cosmos;

public sealed class CosmosCaseStoreTests(CosmosFixture cosmos) : CaseStoreContract
{
    private TestCosmos? _database;

    protected override async Task<ICaseStore> CreateAsync() => TestCosmos.CasesOf((_database = await TestCosmos.CreateAsync(cosmos)).Database);

    protected override ValueTask CleanUpAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>A host that remembers no ETag: it has just been started, or has too many cases.</summary>
public sealed class CosmosCaseStoreWithoutMemoryTests(CosmosFixture cosmos) : CaseStoreContract
{
    private TestCosmos? _database;

    protected override async Task<ICaseStore> CreateAsync() =>
        (_database = await TestCosmos.CreateAsync(cosmos)).OpenCases(o => o with { KnownCases = 0 });

    protected override ValueTask CleanUpAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}

public sealed class CosmosWorkListTests(CosmosFixture cosmos) : WorkListContract
{
    private TestCosmos? _database;

    protected override async Task<ICaseStore> CreateAsync() => TestCosmos.CasesOf((_database = await TestCosmos.CreateAsync(cosmos)).Database);

    protected override ValueTask CleanUpAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}

public sealed class CosmosRecognitionRegisterTests(CosmosFixture cosmos) : RecognitionRegisterContract
{
    private TestCosmos? _database;

    protected override async Task<IRecognitionRegister> CreateAsync() =>
        new CosmosRecognitionRegister((_database = await TestCosmos.CreateAsync(cosmos)).Database);

    protected override ValueTask CleanUpAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}

public sealed class CosmosDataKeyTests(CosmosFixture cosmos) : DataKeyStoreContract
{
    private TestCosmos? _database;

    protected override async Task<IDataKeyStore> CreateAsync() => new CosmosDataKeys((_database = await TestCosmos.CreateAsync(cosmos)).Database);

    protected override ValueTask CleanUpAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}
