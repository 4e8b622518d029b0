using Microsoft.Extensions.Configuration;
using Shouldly;
using SocialAssistance.Functions.Hosting;
using SocialAssistance.Privacy;
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
        ["Privacy:WrappingKey"] = "https://vault.example/keys/data-keys",
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
        (settings.WrappingKey, settings.Suite).ShouldBe((new Uri("https://vault.example/keys/data-keys"), PrivacySuite.International));
        settings.Clamd.ShouldBeNull();
        settings.PreviousWrappingSecret.IsEmpty.ShouldBeTrue();
        Read(new(Azure) { ["Privacy:PreviousWrappingSecret"] = Convert.ToBase64String(new byte[32]) }).PreviousWrappingSecret.Length.ShouldBe(32);
    }

    [Fact]
    public void On_one_machine_by_connection_string()
    {
        var settings = Read(new()
        {
            ["Cosmos:ConnectionString"] = "cosmos",
            ["Materials"] = "UseDevelopmentStorage=true",
            ["Departments:Channel"] = "queues",
            ["Privacy:WrappingSecret"] = Convert.ToBase64String(new byte[32]),
            ["Privacy:Suite"] = "national",
            ["PersonKeys:Secret"] = Convert.ToBase64String(new byte[32]),
            ["Scanner:Kind"] = "clamd",
        });
        settings.IsLocal.ShouldBeTrue();
        settings.Queues.ShouldBe(new Connection(null, "UseDevelopmentStorage=true"));
        settings.ServiceBus.ShouldBeNull();
        (settings.WrappingKey, settings.WrappingSecret.Length, settings.Suite).ShouldBe((null, 32, PrivacySuite.National));
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
            ["Privacy:Suite"] = "planted",
            ["Privacy:WrappingKey"] = "planted",
            ["Scanner:Kind"] = "planted",
            ["Uploads:MaxScans"] = "planted",
        })).Message;
        told.Split(Environment.NewLine).Select(l => l.Split(' ')[0]).ShouldBe(
            ["Departments__Channel", "Cosmos__AccountEndpoint", "Materials__blobServiceUri", "PersonKeys__Secret", "Privacy__Suite", "Privacy__WrappingKey", "Scanner__Kind", "Uploads__MaxScans"]);
        told.ShouldNotContain("planted");
    }

    [Theory]
    [InlineData("http://vault.example/keys/data-keys")]
    [InlineData("https://vault.example/keys/data-keys/0123456789abcdef0123456789abcdef")]
    [InlineData("https://vault.example/keys/data-keys/")]
    [InlineData("https://vault.example/keys/")]
    [InlineData("https://vault.example/keys")]
    [InlineData("https://vault.example/")]
    [InlineData("https://vault.example/secrets/data-keys")]
    [InlineData("https://vault.example/x/keys/data-keys")]
    [InlineData("https://user:planted@vault.example/keys/data-keys")]
    [InlineData("https://vault.example/keys/data-keys?sig=planted")]
    [InlineData("https://vault.example/keys/data-keys#planted")]
    [InlineData("vault.example/keys/data-keys")]
    [InlineData("/keys/data-keys")]
    public void A_wrapping_key_is_named_by_its_whole_address_and_without_a_version(string key)
    {
        var told = Should.Throw<InvalidOperationException>(() => Read(new(Azure) { ["Privacy:WrappingKey"] = key })).Message;
        told.ShouldStartWith("Privacy__WrappingKey");
        told.ShouldNotContain("planted");
        told.Split(Environment.NewLine).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_wrapping_key_and_a_secret_that_wraps_are_not_both_right_and_neither_is_none()
    {
        var secret = Convert.ToBase64String(new byte[32]);
        Should.Throw<InvalidOperationException>(() => Read(new(Azure) { ["Privacy:WrappingSecret"] = secret })).Message.ShouldStartWith("Privacy__WrappingKey");
        Should.Throw<InvalidOperationException>(() => Read(new(Azure) { ["Privacy:WrappingKey"] = null })).Message.ShouldStartWith("Privacy__WrappingKey");
    }

    [Theory]
    [InlineData("Cosmos:AccountEndpoint", "Cosmos:ConnectionString")]
    [InlineData("Materials:blobServiceUri", "Materials")]
    public void A_secret_wraps_nothing_beside_a_real_service(string address, string connection)
    {
        var secret = Convert.ToBase64String(new byte[32]);
        var settings = new Dictionary<string, string?>(Azure) { ["Privacy:WrappingKey"] = null, ["Privacy:WrappingSecret"] = secret, [address] = null, [connection] = "emulator" };
        var told = Should.Throw<InvalidOperationException>(() => Read(settings)).Message;
        told.ShouldStartWith("Privacy__WrappingSecret");
        told.ShouldNotContain(secret);
    }

    [Fact]
    public void Webhooks_and_senders_are_read_and_their_secrets_shown_nowhere()
    {
        var secret = Convert.ToBase64String(new byte[32]);
        var settings = Read(new(Azure)
        {
            ["Departments:Channel"] = "webhooks",
            ["Departments:Webhooks:0:Department"] = "education",
            ["Departments:Webhooks:0:Url"] = "https://hooks.example/x",
            ["Departments:Webhooks:0:Secret"] = "whsec_" + secret,
            ["Departments:Decisions:MaxAgeDays"] = "3",
            ["Departments:Decisions:Senders:0:Department"] = "medical-insurance",
            ["Departments:Decisions:Senders:0:Secret"] = secret,
            ["Departments:Decisions:Senders:0:Divisions"] = "640100,640200",
        });
        settings.Channel.ShouldBe(ChannelKind.Webhooks);
        settings.Webhooks.ShouldHaveSingleItem().Department.ShouldBe("education");
        settings.DecisionSenders.ShouldHaveSingleItem().Divisions.ShouldBe(["640100", "640200"]);
        settings.DecisionMaxAge.ShouldBe(TimeSpan.FromDays(3));
        $"{settings} {settings.Webhooks[0]} {settings.DecisionSenders[0]}".ShouldNotContain(secret);

        var told = Should.Throw<InvalidOperationException>(() => Read(new(Azure)
        {
            ["Departments:Channel"] = "webhooks",
            ["Departments:Decisions:MaxAgeDays"] = "planted",
            ["Departments:Decisions:Senders:0:Secret"] = "planted",
        })).Message;
        told.ShouldContain("Departments__Webhooks names no department");
        told.ShouldContain("Departments__Decisions__Senders__0__Secret");
        told.ShouldContain("Departments__Decisions__MaxAgeDays");
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
