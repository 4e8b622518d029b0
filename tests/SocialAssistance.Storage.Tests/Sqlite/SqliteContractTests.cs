using SocialAssistance.Cases;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Privacy.Keys;
using SocialAssistance.Register;
using SocialAssistance.Storage.Sqlite;
using SocialAssistance.Testing.Contracts;
using SocialAssistance.Testing.Samples;

namespace SocialAssistance.Storage.Tests.Sqlite;

public sealed class SqliteCaseStoreTests : CaseStoreContract
{
    private readonly TestDatabase _database = new();

    protected override Task<ICaseStore> CreateAsync() => Task.FromResult<ICaseStore>(_database.OpenCases());

    protected override ValueTask CleanUpAsync() => _database.DisposeAsync();
}

public sealed class SqliteCaseStoreWithoutCacheTests : CaseStoreContract
{
    private readonly TestDatabase _database = new();

    protected override Task<ICaseStore> CreateAsync() => Task.FromResult<ICaseStore>(_database.OpenCases(cachedCases: 0));

    protected override ValueTask CleanUpAsync() => _database.DisposeAsync();
}

public sealed class SqliteWorkListTests : WorkListContract
{
    private readonly TestDatabase _database = new();

    protected override Task<ICaseStore> CreateAsync() => Task.FromResult<ICaseStore>(_database.OpenCases());

    protected override ValueTask CleanUpAsync() => _database.DisposeAsync();
}

public sealed class SqliteRecognitionRegisterTests : RecognitionRegisterContract
{
    private readonly TestDatabase _database = new();

    protected override Task<IRecognitionRegister> CreateAsync() =>
        Task.FromResult<IRecognitionRegister>(new SqliteRecognitionRegister(_database.Open()));

    protected override ValueTask CleanUpAsync() => _database.DisposeAsync();
}

public sealed class SqliteAuditTrailContractTests : AuditTrailContract
{
    private readonly TestDatabase _database = new();

    protected override Task<IAuditTrail> CreateAsync() => Task.FromResult<IAuditTrail>(_database.OpenTrail());

    protected override ValueTask CleanUpAsync() => _database.DisposeAsync();
}

public sealed class SqliteAuditedWritesTests : AuditedWritesContract
{
    private readonly TestDatabase _database = new();

    protected override Task<AuditedStore> CreateAsync()
    {
        var database = _database.Open();
        return Task.FromResult(new AuditedStore(new SqliteCaseStore(database, SampleAudit.Chain), new SqliteAuditTrail(database, SampleAudit.Chain, TimeProvider.System)));
    }

    protected override ValueTask CleanUpAsync() => _database.DisposeAsync();
}

public sealed class SqliteDataKeyTests : DataKeyStoreContract
{
    private readonly TestDatabase _database = new();

    protected override Task<IDataKeyStore> CreateAsync() => Task.FromResult<IDataKeyStore>(new SqliteDataKeys(_database.Open()));

    protected override ValueTask CleanUpAsync() => _database.DisposeAsync();
}
