using System.Reflection;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Storage.Sqlite;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Storage.Tests.Sqlite;

/// <summary>Every query goes by an index and comes sorted from it, however many cases there are.</summary>
public sealed class QueryPlanTests : IAsyncDisposable
{
    private static readonly string?[] DepartmentsAskedFor = [null, "civil-affairs"];
    private static readonly ItemStatus?[] StatusesAskedFor = [null, ItemStatus.Accepted, ItemStatus.Granted];
    private static readonly Light?[] LightsAskedFor = [null, Light.Green, Light.Yellow, Light.Red];
    private static readonly string[][] DivisionsAskedFor = [[], ["640100"], ["640104", "640200", "640302"]];
    private static readonly bool[] WithClosed = [false, true];
    private static readonly int[] FailuresAskedFor = [0, 3];

    private readonly TestDatabase _file = new();
    private readonly SqliteDatabase _database;

    public QueryPlanTests() => _database = _file.Open();

    public static TheoryData<string> Queries =>
        [.. typeof(SqliteQueries).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.Name)];

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_query_searches_an_index(string name)
    {
        var sql = (string)typeof(SqliteQueries).GetField(name)!.GetRawConstantValue()!;
        object?[] values = [.. Enumerable.Range(1, 9).TakeWhile(n => sql.Contains(FormattableString.Invariant($"?{n}"), StringComparison.Ordinal)).Select(_ => (object)1L)];

        ShouldBeQuick(await PlanAsync(sql, values), sql);
    }

    [Fact]
    public async Task Every_work_list_searches_an_index_and_is_not_sorted_afterwards()
    {
        var plain = new WorkListQuery { Today = SampleForms.Today };
        var queries =
            from department in DepartmentsAskedFor
            from status in StatusesAskedFor
            from light in LightsAskedFor
            from closed in WithClosed
            from failed in FailuresAskedFor
            from divisions in DivisionsAskedFor
            select plain with
            {
                Department = department,
                Status = status,
                Light = light,
                IncludeClosed = closed,
                MinFailedAttempts = failed,
                Divisions = [.. divisions],
            };
        foreach (var query in queries)
        {
            var (sql, values) = WorkListSql.For(query);
            ShouldBeQuick(await PlanAsync(sql, values), sql);
        }
    }

    [Fact]
    public async Task The_default_list_is_read_from_the_index_of_open_items()
    {
        var (sql, values) = WorkListSql.For(new WorkListQuery { Today = SampleForms.Today, Department = "civil-affairs", Divisions = ["640104"] });

        (await PlanAsync(sql, values)).ShouldHaveSingleItem()
            .ShouldContain("work_open_of_department (department=? AND (due_sort,case_id,item)>(?,?,?))");
    }

    private static void ShouldBeQuick(IReadOnlyList<string> plan, string sql)
    {
        plan.ShouldNotBeEmpty();
        plan.ShouldAllBe(step => step.StartsWith("SEARCH", StringComparison.Ordinal), sql);
    }

    private Task<IReadOnlyList<string>> PlanAsync(string sql, IReadOnlyList<object?> values) => _database.ReadAsync(
        s => s.Query("EXPLAIN QUERY PLAN " + sql, r => r.GetString(3), [.. values]), TestContext.Current.CancellationToken);
}
