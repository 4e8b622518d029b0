using SocialAssistance.Cases;
using SocialAssistance.Storage.Tests.Model;
using Xunit;

namespace SocialAssistance.Storage.Tests.Sqlite;

public sealed class SqliteModelTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(1024)]
    public Task The_database_answers_like_the_model(int cachedCases) => CaseStorePlan.PlayAsync(
        () =>
        {
            var file = new TestDatabase();
            return Task.FromResult<(ICaseStore, Func<Task<ICaseStore>>, IAsyncDisposable)>((file.OpenCases(cachedCases), ReopenAsync, file));

            async Task<ICaseStore> ReopenAsync()
            {
                await file.CloseAsync();
                return file.OpenCases(cachedCases);
            }
        },
        plans: 40);
}
