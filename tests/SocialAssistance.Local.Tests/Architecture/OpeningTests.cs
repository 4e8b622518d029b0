using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace SocialAssistance.Local.Tests.Architecture;

/// <summary>Personal values are opened in one place.</summary>
public sealed partial class OpeningTests
{
    /// <summary>Who may open: the one place, and what it opens with. A further one has to be entered here, and will need a reason.</summary>
    private static readonly string[] Openers = ["functions/SocialAssistance/Privacy/Disclosure.cs"];

    /// <summary>Who has in hand what opens: those who seal and open, and those who put a host or a command together.</summary>
    private static readonly string[] Holders =
    [
        "functions/SocialAssistance/Privacy/CaseSealing.cs",
        "functions/SocialAssistance/Privacy/Disclosure.cs",
        "functions/SocialAssistance/Privacy/FieldProtection.cs",
        "functions/SocialAssistance/Privacy/IFieldProtection.cs",
        "functions/SocialAssistance.Functions/Hosting/AzurePrivacy.cs",
        "functions/SocialAssistance.Local/Keys/KeyChest.cs",
        "functions/SocialAssistance.Local/LocalHost.cs",
    ];

    [Fact]
    public void Nobody_else_has_in_hand_what_opens() =>
        Sources().Where(f => Holding().IsMatch(File.ReadAllText(Repository.PathOf(f)))).ShouldBe(Holders, ignoreOrder: true);

    [Fact]
    public void Only_the_disclosure_opens_personal_values() =>
        Sources().Where(f => Opening().IsMatch(File.ReadAllText(Repository.PathOf(f)))).ShouldBe(Openers);

    [Fact]
    public void Personal_values_are_written_in_clear_by_the_API_and_by_the_digests_alone()
    {
        string[] writers =
        [
            "functions/SocialAssistance.Api/Answers/ApiJson.cs",
            "functions/SocialAssistance/Cases/CaseJson.cs",
            "functions/SocialAssistance/Privacy/PersonalConverters.cs",
        ];
        Sources().Where(f => File.ReadAllText(Repository.PathOf(f)).Contains("OpenPersonalConverter", StringComparison.Ordinal)).ShouldBe(writers, ignoreOrder: true);
        string[] clear = ["functions/SocialAssistance/Cases/ContentDigest.cs", "functions/SocialAssistance/Privacy/StoredCaseSealing.cs"];
        Sources().Where(f => File.ReadAllText(Repository.PathOf(f)).Contains("CaseJson.Clear", StringComparison.Ordinal)).ShouldBe(clear, ignoreOrder: true);
    }

    [Fact]
    public void The_process_asks_no_personal_value_what_is_in_it() =>
        Sources().Where(f => f.StartsWith("functions/SocialAssistance/Cases/Process/", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(Repository.PathOf(f)).Contains(".Value.Value", StringComparison.Ordinal) || Asking().IsMatch(File.ReadAllText(Repository.PathOf(f))))
            .ShouldBeEmpty();

    private static IEnumerable<string> Sources() =>
        Repository.Files.Where(f => f.StartsWith("functions/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal));

    [GeneratedRegex(@"\bprotection\s*\.\s*Open\(|IFieldProtection>\(\)\s*\.\s*Open\(|new FieldProtection\([^)]*\)\s*\.\s*Open\(")]
    private static partial Regex Opening();

    [GeneratedRegex(@"\bI?FieldProtection\b")]
    private static partial Regex Holding();

    [GeneratedRegex(@"\b(Name|IdNumber|Note|Message|Operator|Reason|LegalBasis|Remedy|FileName|Amount)\??\.Value\b")]
    private static partial Regex Asking();
}
