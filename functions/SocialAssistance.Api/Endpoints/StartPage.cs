using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SocialAssistance.Api.Access;

namespace SocialAssistance.Api.Endpoints;

/// <summary>The page at the root: it tells where things are.</summary>
internal static class StartPage
{
    public static void Map(OperationRoutes root)
    {
        using var stream = typeof(StartPage).Assembly.GetManifestResourceStream("SocialAssistance.Api.Pages.start.html")!;
        using var reader = new StreamReader(stream);
        var page = reader.ReadToEnd();
        root.For(Operations.GetStartPage).MapGet("/", () => TypedResults.Text(page, "text/html; charset=utf-8")).ExcludeFromDescription();
    }
}
