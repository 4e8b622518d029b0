using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace SocialAssistance.Local.Tests.Architecture;

/// <summary>An endpoint of the API is mapped through its row in the table of operations, and in no other way.</summary>
public sealed partial class EndpointTests
{
    private const string Api = "functions/SocialAssistance.Api/";
    private const string Local = "functions/SocialAssistance.Local/";

    [Fact]
    public void Endpoints_are_mapped_through_their_rows_only()
    {
        var files = Repository.Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal) && (f.StartsWith(Api, StringComparison.Ordinal) || f.StartsWith(Local, StringComparison.Ordinal)));
        var calls = (
            from file in files
            let code = File.ReadAllText(Repository.PathOf(file))
            from Match call in Mapping().Matches(code)
            select (Place: $"{file}: {call.Value}", Through: Row().IsMatch(code[..call.Index]))).ToArray();
        calls.Length.ShouldBeGreaterThan(20);
        calls.Where(c => !c.Through).Select(c => c.Place).ShouldBeEmpty();
    }

    [GeneratedRegex(@"\.Map(?:Get|Post|Put|Delete|Patch|Methods|Fallback\w*|OpenApi|Controllers\w*|Hub|HealthChecks)?(?:<[^>]*>)?\((?=\s*[""$@])")]
    private static partial Regex Mapping();

    [GeneratedRegex(@"\.For\(Operations\.\w+\)\s*$")]
    private static partial Regex Row();
}
