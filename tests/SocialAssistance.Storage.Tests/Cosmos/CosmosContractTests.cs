using SocialAssistance.Cases;
using SocialAssistance.Privacy.Audit;
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

public sealed class CosmosAuditTrailContractTests(CosmosFixture cosmos) : AuditTrailContract
{
    private TestCosmos? _database;

    protected override async Task<IAuditTrail> CreateAsync() => TestCosmos.TrailOf((_database = await TestCosmos.CreateAsync(cosmos)).Database);

    protected override ValueTask CleanUpAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>Three hosts add in turn, none of which knows what the others have added.</summary>
public sealed class CosmosAuditTrailOfSeveralHostsTests(CosmosFixture cosmos) : AuditTrailContract
{
    private TestCosmos? _database;

    protected override async Task<IAuditTrail> CreateAsync()
    {
        _database = await TestCosmos.CreateAsync(cosmos);
        return new InTurn([TestCosmos.TrailOf(_database.Database), TestCosmos.TrailOf(_database.Open()), TestCosmos.TrailOf(_database.Open())]);
    }

    protected override ValueTask CleanUpAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;

    private sealed class InTurn(IAuditTrail[] hosts) : IAuditTrail
    {
        private int _calls;

        private IAuditTrail Next => hosts[(uint)Interlocked.Increment(ref _calls) % (uint)hosts.Length];

        public Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken) => Next.AppendAsync(entries, cancellationToken);

        public Task<AuditPage> ListAsync(AuditQuery query, CancellationToken cancellationToken) => Next.ListAsync(query, cancellationToken);

        public Task<AuditDayReport?> VerifyAsync(DateOnly day, CancellationToken cancellationToken) => Next.VerifyAsync(day, cancellationToken);
    }
}

public sealed class CosmosAuditedWritesTests(CosmosFixture cosmos) : AuditedWritesContract
{
    private TestCosmos? _database;

    protected override async Task<AuditedStore> CreateAsync()
    {
        _database = await TestCosmos.CreateAsync(cosmos);
        return new AuditedStore(TestCosmos.CasesOf(_database.Database), TestCosmos.TrailOf(_database.Database));
    }

    protected override ValueTask CleanUpAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}

public sealed class CosmosDataKeyTests(CosmosFixture cosmos) : DataKeyStoreContract
{
    private TestCosmos? _database;

    protected override async Task<IDataKeyStore> CreateAsync() => new CosmosDataKeys((_database = await TestCosmos.CreateAsync(cosmos)).Database);

    protected override ValueTask CleanUpAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}
