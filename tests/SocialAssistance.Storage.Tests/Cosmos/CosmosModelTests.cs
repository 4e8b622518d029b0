using SocialAssistance.Cases;
using SocialAssistance.Storage.Tests.Model;
using SocialAssistance.Testing.Cosmos;
using Xunit;

namespace SocialAssistance.Storage.Tests.Cosmos;

public sealed class CosmosModelTests(CosmosFixture cosmos)
{
    [Fact]
    public async Task The_database_answers_like_the_model()
    {
        // Here, where a skip is known for one.
        await cosmos.ConnectAsync();
        await CaseStorePlan.PlayAsync(
            async () =>
            {
                var database = await TestCosmos.CreateAsync(cosmos);
                return (TestCosmos.CasesOf(database.Database), () => Task.FromResult<ICaseStore>(database.OpenCases()), database);
            },
            plans: 12);
    }
}
