using Microsoft.Data.Sqlite;
using Shouldly;
using SocialAssistance.Privacy;
using SocialAssistance.Storage.Sqlite;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Storage.Tests.Sqlite;

public sealed class SqliteAuditTrailTests : IAsyncDisposable
{
    private readonly TestDatabase _file = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    [Fact]
    public async Task Records_are_added_in_order()
    {
        var trail = new SqliteAuditTrail(_file.Open());
        var record = new AuditRecord(SampleCases.Now, "education-1", "department", "read-task", "C1", "student-loan");
        await trail.AppendAsync(record, Cancellation);
        await trail.AppendAsync(record with { Action = "read-material", Subject = "m-1" }, Cancellation);

        _file.Peek("SELECT group_concat(line, ';') FROM (SELECT concat_ws('|', seq, at, caller, role, action, case_id, subject) AS line FROM audit ORDER BY seq)")
            .ShouldBe(
                "1|2026-08-03T09:00:00.000+08:00|education-1|department|read-task|C1|student-loan;"
                + "2|2026-08-03T09:00:00.000+08:00|education-1|department|read-material|C1|m-1");
    }

    [Theory]
    [InlineData("UPDATE audit SET caller = 'nobody'")]
    [InlineData("DELETE FROM audit")]
    public async Task Records_are_neither_changed_nor_deleted(string sql)
    {
        var trail = new SqliteAuditTrail(_file.Open());
        await trail.AppendAsync(new AuditRecord(SampleCases.Now, "education-1", "department", "read-task", "C1", "student-loan"), Cancellation);

        Should.Throw<SqliteException>(() => _file.Peek(sql));
        _file.Peek("SELECT caller FROM audit").ShouldBe("education-1");
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_an_error()
    {
        var database = _file.Open();
        var trail = new SqliteAuditTrail(database);
        await database.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(() => trail.AppendAsync(
            new AuditRecord(SampleCases.Now, "education-1", "department", "read-task", "C1", "student-loan"), Cancellation));
    }
}
