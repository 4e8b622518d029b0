using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Local;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Api.Tests.Access;

/// <summary>Absence leaves a key everything: what is misspelt is therefore refused, and never taken for absent.</summary>
public sealed class CallerSettingsTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("scope", "[\"tasks.read\"]")]
    [InlineData("divisions", "[\"640104\"]")]
    [InlineData("Division", "\"640104\"")]
    [InlineData("expires", "\"2026-08-03T09:00:00+08:00\"")]
    [InlineData("scopes", "[]")]
    [InlineData("scopes", "\"tasks.read\"")]
    [InlineData("role", "\"supervisor\"")]
    public void A_key_file_with_a_slip_stops_the_host_and_is_named(string member, string value)
    {
        var told = Should.Throw<HostStartException>(() => Read($", \"{member}\": {value}")).Message;
        told.ShouldContain(ApiKeysFile.Name);
        told.ShouldNotContain("0123456789abcdef");
    }

    [Fact]
    public void A_key_file_without_divisions_is_read_as_ever()
    {
        var read = Read(", \"id\": \"a\", \"scopes\": [\"tasks.read\"], \"expiresAt\": \"2099-08-03T09:00:00+08:00\"").ShouldHaveSingleItem();
        read.Divisions.ShouldBeEmpty();
        read.Scopes.ShouldBe(["tasks.read"]);
    }

    [Theory]
    [InlineData("Callers:0:Scope:0", "tasks.read", "Callers:0:Scope is no setting of a caller")]
    [InlineData("Callers:0:Division", "640104", "Callers:0:Division is no setting of a caller")]
    [InlineData("Callers:0:Expires", "2026-08-03T09:00:00+08:00", "Callers:0:Expires is no setting of a caller")]
    [InlineData("Callers:0:Divisions", "640104", "Callers:0:Divisions is a list of texts")]
    [InlineData("Callers:0:Scopes", "tasks.read", "Callers:0:Scopes is a list of texts")]
    [InlineData("Callers:0:Scopes", "", "Callers:0:Scopes is a list of texts")]
    [InlineData("Callers:0:Divisions:0:Code", "640104", "Callers:0:Divisions is a list of texts")]
    [InlineData("Callers:0:ExpiresAt:0", "2026-08-03T09:00:00+08:00", "Callers:0:ExpiresAt is one text")]
    [InlineData("Callers:1", "platform", "Callers:1 is no setting of a caller")]
    [InlineData("Callers", "[]", "Callers is a list")]
    public void Settings_with_a_slip_stop_the_host_and_are_named(string setting, string value, string told) =>
        Should.Throw<OptionsValidationException>(() => Bound((setting, value))).Message.ShouldContain(told);

    [Fact]
    public void Settings_without_a_slip_are_taken_whatever_their_case()
    {
        var entry = Bound(("CALLERS:0:DIVISIONS:0", "640104"), ("Callers:0:scopes:0", "tasks.read"), ("Callers:0:Id", "a")).Callers.ShouldHaveSingleItem();
        entry.Divisions.ShouldBe(["640104"]);
        entry.Scopes.ShouldBe(["tasks.read"]);
        entry.Id.ShouldBe("a");
    }

    private CallerEntry[] Read(string more)
    {
        using var folder = DataFolder.Open(_temporary.Path);
        folder.WritePrivate(
            ApiKeysFile.Name,
            Encoding.UTF8.GetBytes($$"""[{ "name": "education", "role": "department", "department": "education", "key": "0123456789abcdef"{{more}} }]"""));
        return [.. ApiKeysFile.LoadOrCreate(folder, SampleGuide.Guide)];
    }

    private static CallerOptions Bound(params (string Name, string Value)[] more)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Callers:0:Name", "education"), new("Callers:0:Role", "department"), new("Callers:0:Department", "education"),
            .. more.Select(m => KeyValuePair.Create(m.Name, (string?)m.Value)),
        ]).Build();
        using var services = new ServiceCollection().AddCallers(settings).BuildServiceProvider();
        return services.GetRequiredService<IOptions<CallerOptions>>().Value;
    }
}
