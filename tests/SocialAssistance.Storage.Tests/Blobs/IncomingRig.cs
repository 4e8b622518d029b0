using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Cases.Running;
using SocialAssistance.Materials;
using SocialAssistance.Register;
using SocialAssistance.Storage.Blobs;
using SocialAssistance.Storage.Sqlite;
using SocialAssistance.Storage.Tests.Sqlite;
using SocialAssistance.Testing.Privacy;
using SocialAssistance.Testing.Samples;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Storage.Tests.Blobs;

/// <summary>Files in a real incoming area and the cases they are meant for, some of which cannot be read.</summary>
internal sealed class IncomingRig : IAsyncDisposable
{
    public const string Material = "identity-document";

    private readonly TestDatabase _database = new();
    private readonly SqliteCaseStore _cases;
    private readonly BlobContainerClient _incoming;
    private readonly Unreadable _unreadable = new();

    public IncomingRig(string connectionString)
    {
        var database = _database.Open();
        _cases = new SqliteCaseStore(database, SampleAudit.Chain);
        _incoming = new BlobContainerClient(connectionString, BlobMaterialStore.IncomingContainer);
        var options = new BlobClientOptions();
        options.AddPolicy(_unreadable, HttpPipelinePosition.PerCall);
        Store = new BlobMaterialStore(new BlobServiceClient(connectionString, options));
        Cases = new CaseService(
            _cases, new RegisterService(new SqliteRecognitionRegister(database), SamplePrivacy.Hash, Clock), NoRunner.Instance, SamplePrivacy.Sealing, SampleGuide.Guide, Clock);
        var intake = new MaterialIntake(_cases, Cases, Store, new ContentOnlyScanner(), SampleGuide.Guide, Clock);
        Trail = new SqliteAuditTrail(database, SampleAudit.Chain, Clock);
        Files = new IncomingFiles(Store, intake, Trail, Clock, NullLogger<IncomingFiles>.Instance);
    }

    public FakeTimeProvider Clock { get; } = new(SampleCases.Now.ToUniversalTime());

    public BlobMaterialStore Store { get; }

    public CaseService Cases { get; }

    public IncomingFiles Files { get; }

    public SqliteAuditTrail Trail { get; }

    /// <summary>Opens a case that misses one scan.</summary>
    public async Task<string> OpenAsync(CancellationToken cancellationToken)
    {
        var opened = SampleCases.Awaiting(CaseIds.New("640104", SampleCases.Now), SampleForms.For(["medical-assistance"]));
        opened.Missing().ShouldHaveSingleItem().Material.ShouldBe(Material);
        await _cases.CreateAsync(SampleCases.New(opened), cancellationToken);
        return opened.CaseId;
    }

    public async Task<Case> FindAsync(string caseId, CancellationToken cancellationToken) =>
        (await _cases.FindAsync(caseId, cancellationToken)).ShouldNotBeNull();

    /// <summary>Writes a file as a window's scanner does.</summary>
    public async Task<IncomingFile> WriteAsync(string caseId, string fileName, byte[] content, CancellationToken cancellationToken)
    {
        var name = $"{caseId}/{Material}/{fileName}";
        await _incoming.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), overwrite: true, cancellationToken);
        return (await Store.FindIncomingAsync(name, cancellationToken)).ShouldNotBeNull();
    }

    /// <summary>Takes up whatever was written when the file was, or before.</summary>
    public Task TakeUpLeftAsync(IncomingFile file, CancellationToken cancellationToken, long ticksTooYoung = 0) =>
        Files.TakeUpLeftAsync(Clock.GetUtcNow() - file.WrittenAt.AddTicks(-ticksTooYoung), 1000, cancellationToken);

    /// <summary>Files of that name cannot be read from now on.</summary>
    public void Break(string fileName) => _unreadable.Names[fileName] = true;

    /// <summary>All files can be read.</summary>
    public void Mend() => _unreadable.Names.Clear();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    /// <summary>Fails the reading of some files, as an account does that is not well.</summary>
    private sealed class Unreadable : HttpPipelineSynchronousPolicy
    {
        public ConcurrentDictionary<string, bool> Names { get; } = new(StringComparer.Ordinal);

        public override void OnSendingRequest(HttpMessage message)
        {
            if (message.Request.Method == RequestMethod.Get && Names.ContainsKey(Path.GetFileName(message.Request.Uri.ToUri().LocalPath)))
            {
                throw new RequestFailedException(500, "The file cannot be read.");
            }
        }
    }
}
