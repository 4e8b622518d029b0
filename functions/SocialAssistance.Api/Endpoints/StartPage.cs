using System.Security.Cryptography;
using System.Text;
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
        var policy = PolicyOf(page);
        root.For(Operations.GetStartPage).MapGet("/", (HttpContext http) =>
        {
            http.Response.Headers.ContentSecurityPolicy = policy;
            return TypedResults.Text(page, "text/html; charset=utf-8");
        }).ExcludeFromDescription();
    }

    /// <summary>The page may use the one style that stands in it, and nothing else.</summary>
    private static string PolicyOf(string page)
    {
        const string start = "<style>";
        var from = page.IndexOf(start, StringComparison.Ordinal) + start.Length;
        var style = page[from..page.IndexOf("</style>", from, StringComparison.Ordinal)];
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        return $"default-src 'none'; style-src 'sha256-{hash}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    }
}
