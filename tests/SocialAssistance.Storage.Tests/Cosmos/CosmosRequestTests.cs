using System.Diagnostics;
using System.Net;
using Azure.Core;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Storage.Cosmos;
using SocialAssistance.Testing.Cosmos;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Storage.Tests.Cosmos;

/// <summary>What the stores ask of the database, and what they make of its answers.</summary>
public sealed class CosmosRequestTests(CosmosFixture cosmos) : IAsyncLifetime
{
    private const string Item = "temporary-assistance";

    private readonly HandledRequests _requests = new();
    private TestCosmos? _database;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestCosmos Database => _database!;

    public async ValueTask InitializeAsync() => _database = await TestCosmos.CreateAsync(cosmos);

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_event_is_one_read_and_one_write()
    {
        var store = OpenCases();
        var first = SampleCases.Dispatched("C1");
        await store.CreateAsync(SampleCases.New(first), Cancellation);
        _requests.Forget();

        var current = (await store.FindAsync("C1", Cancellation))!;
        (await store.ReplaceAsync(current, current.After(SampleEvents.TakenUp(Item)), Cancellation)).ShouldBeTrue();
        _requests.Seen.ShouldBe(["GET 200", "PUT 200"]);
    }

    [Fact]
    public async Task A_new_case_is_one_look_one_reservation_a_key_and_one_write()
    {
        await OpenCases().CreateAsync(SampleCases.New(SampleCases.Awaiting("C1"), "digest", "a"), Cancellation);

        _requests.Seen.ShouldBe(["GET 404", "POST 201", "POST 201"]);
    }

    [Fact]
    public async Task A_host_that_does_not_know_the_case_reads_before_it_writes()
    {
        var first = SampleCases.Dispatched("C1");
        await TestCosmos.CasesOf(Database.Database).CreateAsync(SampleCases.New(first, "digest", "a"), Cancellation);

        (await OpenCases().ReplaceAsync(first, first.After(SampleEvents.TakenUp(Item)), Cancellation)).ShouldBeTrue();
        _requests.Seen.ShouldBe(["GET 200", "PUT 200"]);

        // What the case was filed under was carried along.
        (await OpenCases().CreateAsync(SampleCases.New(SampleCases.Awaiting("C2"), "digest", "a"), Cancellation)).ShouldBe(new CaseCreation("C1", false, true));
        (await OpenCases().FindByApplicantAsync(SampleCases.New(first).ApplicantKey, Cancellation)).ShouldBe(["C1"]);
    }

    [Fact]
    public async Task What_one_host_has_written_the_other_reads_and_does_not_write_over()
    {
        var (one, other) = (OpenCases(), OpenCases());
        var first = SampleCases.Dispatched("C1");
        await one.CreateAsync(SampleCases.New(first), Cancellation);
        await other.FindAsync("C1", Cancellation);
        var second = first.After(SampleEvents.TakenUp(Item));
        (await one.ReplaceAsync(first, second, Cancellation)).ShouldBeTrue();

        // The other still remembers the ETag of the first version.
        (await other.ReplaceAsync(first, first.After(SampleEvents.Denied(Item)), Cancellation)).ShouldBeFalse();
        (await other.FindAsync("C1", Cancellation)).ShouldNotBeNull().Version.ShouldBe(2);
        (await other.ReplaceAsync(second, second.After(SampleEvents.Granted(Item)), Cancellation)).ShouldBeTrue();
        (await one.FindAsync("C1", Cancellation)).ShouldNotBeNull().Version.ShouldBe(3);
    }

    [Fact]
    public async Task A_write_that_was_sent_twice_because_its_answer_was_lost_is_kept_once()
    {
        _requests.Twice = true;
        var store = OpenCases();
        var first = SampleCases.Dispatched("C1");
        (await store.CreateAsync(SampleCases.New(first), Cancellation)).ShouldBe(new CaseCreation("C1", Created: true, SameContent: true));
        var second = first.After(SampleEvents.TakenUp(Item));

        (await store.ReplaceAsync(first, second, Cancellation)).ShouldBeTrue();
        _requests.Seen.ShouldBe(["GET 404", "POST 409", "GET 200", "POST 409", "GET 200", "PUT 412", "GET 200"]);
        (await store.FindAsync("C1", Cancellation)).ShouldNotBeNull().Version.ShouldBe(2);
    }

    [Fact]
    public async Task Under_a_number_with_a_tombstone_there_is_no_case()
    {
        using var tombstone = new MemoryStream("""{"id":"C1","caseId":"C1","kind":"void"}"""u8.ToArray());
        (await Database.Container(CosmosSchema.Cases).CreateItemStreamAsync(tombstone, new("C1"), cancellationToken: Cancellation)).IsSuccessStatusCode.ShouldBeTrue();
        var store = OpenCases(o => o with { SubmissionPatience = TimeSpan.Zero });
        var first = SampleCases.Dispatched("C1");

        (await store.FindAsync("C1", Cancellation)).ShouldBeNull();
        (await store.ReplaceAsync(first, first.After(SampleEvents.TakenUp(Item)), Cancellation)).ShouldBeFalse();
        (await store.ListDueAsync(DateTimeOffset.MaxValue, 10, Cancellation)).ShouldBeEmpty();
        (await store.ListWorkAsync(new() { Today = SampleForms.Today, IncludeClosed = true }, Cancellation)).Rows.ShouldBeEmpty();
        await Should.ThrowAsync<StoreUnavailableException>(() => store.CreateAsync(SampleCases.New(first, "digest", "a"), Cancellation));
        (await store.CreateAsync(SampleCases.New(SampleCases.Awaiting("C2"), "digest", "a"), Cancellation)).Created.ShouldBeTrue();
    }

    [Fact]
    public async Task Two_cases_never_share_a_number()
    {
        var store = OpenCases();
        await store.CreateAsync(SampleCases.New(SampleCases.Awaiting("C1"), "digest", "a"), Cancellation);

        await Should.ThrowAsync<InvalidOperationException>(() => store.CreateAsync(SampleCases.New(SampleCases.Awaiting("C1"), "digest", "b"), Cancellation));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, 2500, 2.5)]
    [InlineData(HttpStatusCode.TooManyRequests, 3, 1)]
    [InlineData(HttpStatusCode.TooManyRequests, null, 5)]
    [InlineData(HttpStatusCode.RequestTimeout, null, 5)]
    [InlineData(HttpStatusCode.ServiceUnavailable, null, 5)]
    [InlineData((HttpStatusCode)449, null, 5)]
    [InlineData(HttpStatusCode.Gone, null, 5)]
    [InlineData(HttpStatusCode.InternalServerError, null, 5)]
    public async Task A_database_that_cannot_now_is_one_kind_of_error(HttpStatusCode status, int? retryAfter, double seconds)
    {
        var store = OpenCases();
        var first = SampleCases.Dispatched("C1");
        await store.CreateAsync(SampleCases.New(first), Cancellation);
        (_requests.Answer, _requests.RetryAfter) = (status, retryAfter);

        var error = await Should.ThrowAsync<StoreUnavailableException>(() => store.FindAsync("C1", Cancellation));
        error.RetryAfter.ShouldBe(TimeSpan.FromSeconds(seconds));
        foreach (var ask in new Func<Task>[]
        {
            () => store.ReplaceAsync(first, first.After(SampleEvents.TakenUp(Item)), Cancellation),
            () => store.CreateAsync(SampleCases.New(SampleCases.Awaiting("C2")), Cancellation),
            () => store.ListDueAsync(SampleCases.Now, 10, Cancellation),
            () => store.ListWorkAsync(new() { Today = SampleForms.Today }, Cancellation),
            () => store.PingAsync(Cancellation),
        })
        {
            (await Should.ThrowAsync<StoreUnavailableException>(ask)).Message.ShouldNotContain("640104");
        }
    }

    [Fact]
    public async Task A_refusal_is_no_passing_trouble_and_its_text_is_not_passed_on()
    {
        _requests.Answer = HttpStatusCode.Forbidden;

        var error = await Should.ThrowAsync<InvalidOperationException>(() => OpenCases().FindAsync("C1", Cancellation));
        error.ToString().ShouldNotContain("640104");
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_given_up_in_time()
    {
        var options = CosmosOptions.ForConnectionString("AccountEndpoint=http://127.0.0.1:9/;AccountKey=bm8ga2V5;") with { Patience = TimeSpan.FromSeconds(1) };
        using var nowhere = CosmosDatabase.Open(options, new Charges());
        var began = Stopwatch.GetTimestamp();

        await Should.ThrowAsync<StoreUnavailableException>(() => TestCosmos.CasesOf(nowhere).FindAsync("C1", Cancellation));
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_database_without_its_containers_gives_no_sign_of_life()
    {
        using var empty = Database.Open(o => o with { Database = "nowhere" });

        await Should.ThrowAsync<InvalidOperationException>(() => empty.PingAsync(Cancellation));
    }

    [Fact]
    public async Task The_first_sign_of_life_warns_of_an_account_that_may_answer_with_what_was()
    {
        var log = new Charges();
        using var host = Database.Open(logger: log);
        var account = await host.Client.ReadAccountAsync();
        await host.PingAsync(Cancellation);
        await host.PingAsync(Cancellation);

        var fresh = account.Consistency.DefaultConsistencyLevel is ConsistencyLevel.Strong or ConsistencyLevel.BoundedStaleness;
        log.Lines.Count(l => l.Contains("It should be Strong", StringComparison.Ordinal)).ShouldBe(fresh ? 0 : 1);
        log.Lines.Count(l => l.StartsWith("Cosmos DB ping: 404", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public void An_account_is_reached_by_identity_and_straight_to_its_replicas()
    {
        var identity = DelegatedTokenCredential.Create((_, _) => throw new InvalidOperationException("Nothing is asked yet."));
        using var host = CosmosDatabase.Open(CosmosOptions.ForAccount(new Uri("https://account.example"), identity), new Charges());

        host.Client.ClientOptions.ConnectionMode.ShouldBe(ConnectionMode.Direct);
        host.Options.Database.ShouldBe("social-assistance");
    }

    [Fact]
    public async Task Each_operation_s_charge_is_logged_and_nothing_of_what_it_was_about()
    {
        var log = new Charges();
        var store = Database.OpenCases(logger: log);
        var first = SampleCases.Dispatched("C1");
        await store.CreateAsync(SampleCases.New(first), Cancellation);
        await store.ReplaceAsync(first, first.After(SampleEvents.TakenUp(Item)), Cancellation);
        await store.FindByApplicantAsync(SampleCases.New(first).ApplicantKey, Cancellation);

        log.Lines.Select(l => l.Split(',', ':')[0]).ShouldBe(
            ["Cosmos DB read-key", "Cosmos DB reserve-key", "Cosmos DB create-case", "Cosmos DB write-case", "Cosmos DB find-by-applicant"]);
        log.Lines.ShouldAllBe(l => l.Contains(" RU, ", StringComparison.Ordinal));
        log.Lines.ShouldAllBe(l => !l.Contains("person", StringComparison.Ordinal) && !l.Contains("640", StringComparison.Ordinal));
    }

    private CosmosCaseStore OpenCases(Func<CosmosOptions, CosmosOptions>? change = null) =>
        Database.OpenCases(o => (change?.Invoke(o) ?? o) with { Handlers = [_requests.Handler()] });

    private sealed class Charges : ILogger<CosmosDatabase>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
