namespace SocialAssistance.Local.Tests.Hosting;

/// <summary>Settings for a host under test.</summary>
internal static class HostSettings
{
    /// <summary>Where a rehearsal of the tests begins: a Monday morning in the season of the student loan.</summary>
    public const string Rehearsal = "2026-08-03T09:00:00+08:00";

    /// <summary>An account that is well named and answers nobody.</summary>
    public const string AbsentAccount =
        "DefaultEndpointsProtocol=http;AccountName=absent;AccountKey=YWJzZW50;"
        + "BlobEndpoint=http://127.0.0.1:1/absent;QueueEndpoint=http://127.0.0.1:1/absent;";

    /// <summary>A host that keeps scans in an account.</summary>
    public static Dictionary<string, string> With(string connectionString) =>
        new() { ["Storage__ConnectionString"] = connectionString };
}
