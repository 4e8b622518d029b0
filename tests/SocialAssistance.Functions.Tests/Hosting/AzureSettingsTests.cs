using Microsoft.Extensions.Configuration;
using Shouldly;
using SocialAssistance.Functions.Hosting;
using Xunit;

namespace SocialAssistance.Functions.Tests.Hosting;

/// <summary>The app settings: by identity on Azure, by connection string on one machine, and every fault told at once.</summary>
public sealed class AzureSettingsTests
{
    private static readonly Dictionary<string, string?> Azure = new()
    {
        ["Cosmos:AccountEndpoint"] = "https://cases.example/",
        ["Materials:blobServiceUri"] = "https://scans.example/",
        ["ServiceBus:fullyQualifiedNamespace"] = "bus.example",
        ["PersonKeys:Secret"] = Convert.ToBase64String(new byte[32]),
        ["Scanner:Kind"] = "content-only",
    };

    [Fact]
    public void On_Azure_services_are_named_by_address()
    {
        var settings = Read(Azure);
        settings.Cosmos.ShouldBe(new Connection("https://cases.example/", null));
        settings.Blobs.ShouldBe(new Connection("https://scans.example/", null));
        settings.ServiceBus.ShouldBe(new Connection("bus.example", null));
        settings.Channel.ShouldBe(ChannelKind.ServiceBus);
        settings.IsLocal.ShouldBeFalse();
        settings.Clamd.ShouldBeNull();
    }

    [Fact]
    public void On_one_machine_by_connection_string()
    {
        var settings = Read(new()
        {
            ["Cosmos:ConnectionString"] = "cosmos",
            ["Materials"] = "UseDevelopmentStorage=true",
            ["Departments:Channel"] = "queues",
            ["PersonKeys:Secret"] = Convert.ToBase64String(new byte[32]),
            ["Scanner:Kind"] = "clamd",
        });
        settings.IsLocal.ShouldBeTrue();
        settings.Queues.ShouldBe(new Connection(null, "UseDevelopmentStorage=true"));
        settings.ServiceBus.ShouldBeNull();
        settings.Clamd.ShouldBe(("127.0.0.1", 3310));
    }

    [Fact]
    public void Every_fault_is_told_at_once_and_no_value()
    {
        var told = Should.Throw<InvalidOperationException>(() => Read(new()
        {
            ["Cosmos:AccountEndpoint"] = "planted",
            ["Cosmos:ConnectionString"] = "planted",
            ["Departments:Channel"] = "planted",
            ["PersonKeys:Secret"] = "planted",
            ["Scanner:Kind"] = "planted",
            ["Uploads:MaxScans"] = "planted",
        })).Message;
        told.Split(Environment.NewLine).Select(l => l.Split(' ')[0]).ShouldBe(
            ["Departments__Channel", "Cosmos__AccountEndpoint", "Materials__blobServiceUri", "PersonKeys__Secret", "Scanner__Kind", "Uploads__MaxScans"]);
        told.ShouldNotContain("planted");
    }

    [Fact]
    public void Without_a_word_departments_are_told_over_Service_Bus()
    {
        var told = Should.Throw<InvalidOperationException>(() => Read(new(Azure) { ["ServiceBus:fullyQualifiedNamespace"] = null })).Message;
        told.ShouldStartWith("ServiceBus__fullyQualifiedNamespace");
    }

    private static AzureSettings Read(Dictionary<string, string?> settings) =>
        AzureSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
