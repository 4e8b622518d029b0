using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using SocialAssistance.Api.Access;
using SocialAssistance.Guide;
using Xunit;

namespace SocialAssistance.Api.Tests.Access;

/// <summary>Table and endpoints belong together: a host where they do not fit does not start.</summary>
public sealed class OperationTests
{
    [Fact]
    public async Task A_host_with_an_endpoint_that_stands_in_no_row_does_not_start()
    {
        await using var app = App();
        app.MapGet("/api/back-door", () => "open");
        Should.Throw<InvalidOperationException>(() => app.UseSocialAssistanceApi()).Message.ShouldContain("/api/back-door");
    }

    [Fact]
    public async Task A_row_without_its_endpoint_or_with_two_is_told()
    {
        await using var app = App();
        app.UseSocialAssistanceApi();
        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).ToArray();
        OperationChecks.FaultsOf(endpoints, rehearsal: false).ShouldBeEmpty();
        OperationChecks.FaultsOf(endpoints, rehearsal: true).Count(f => f.Contains("RehearsalClock", StringComparison.Ordinal)).ShouldBe(2);
        var guide = endpoints.Single(e => e.Metadata.GetMetadata<Operation>() == Operations.GetGuide);
        OperationChecks.FaultsOf(endpoints.Except([guide]), rehearsal: false).ShouldHaveSingleItem().ShouldContain("GetGuide has 0 endpoints");
        OperationChecks.FaultsOf([.. endpoints, guide], rehearsal: false).ShouldHaveSingleItem().ShouldContain("GetGuide has 2 endpoints");
    }

    [Fact]
    public void Whatever_shows_personal_data_says_why()
    {
        string[] silent = ["GetWorkList", "PostEvent", "PostEvents", "PutRecognitions", "PlaceHold", "ReleaseHold", "GetSupervisedTasks", "GetRehearsalClock", "MoveRehearsalClock"];
        Operations.All.Where(o => !o.Anonymous && o.Purpose is null).Select(o => o.Name).ShouldBe(silent, ignoreOrder: true);
        Operations.All.Where(o => o.Anonymous).ShouldAllBe(o => o.Purpose == null && o.Roles.IsEmpty);
    }

    private static WebApplication App()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSocialAssistanceApi().AddSingleton(GuideLoader.Load(GuideLoader.DefaultFolder)).AddSingleton(TimeProvider.System);
        return builder.Build();
    }
}
