using Xunit;

namespace SocialAssistance.Api.Tests.Hosting;

/// <summary>
/// Tests that start hosts of their own on the one storage account, and those that write into its incoming area: one at a
/// time, because every host takes up what lies there.
/// </summary>
[CollectionDefinition(Name)]
public sealed class OwnHosts
{
    public const string Name = "own hosts";
}
