using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using SocialAssistance.Cases;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>
/// Data of people and secrets are put wherever a caller can put anything, and none of it is found in the log: everything of
/// this system's own, and all that the host lets through of what it is built on when somebody asks for information.
/// </summary>
[Collection(OwnHosts.Name)]
public sealed class LogPlantTests(ApiFixture fixture)
{
    private const string Secret = "whsec_cGxhbnRlZCBzZWNyZXQgb2YgYSB3ZWJob29rIQ==";

    // Letters and digits of their own for each kind, so that what is found tells where it came from.
    private static readonly string[] Plain = ["640104199001019994", "13987654321", "planted-api-key-4711", "eyJwbGFudGVkIjoiYmVhcmVyIn0.e30.c2ln", "planted-file-name.pdf"];
    private static readonly string[] Planted = [.. Plain, "上官某某", "上官某某的户口簿.jpg"];

    private static readonly (string Name, string Value)[] Settings =
    [
        ("Logging:LogLevel:Microsoft", "Information"),
        ("Logging:LogLevel:Microsoft.AspNetCore", "Information"),
        ("Logging:LogLevel:Azure", "Information"),
        ("Departments:Webhooks:0:Department", "medical-insurance"),
        ("Departments:Webhooks:0:Url", "http://127.0.0.1:1/hooks"),
        ("Departments:Webhooks:0:Secret", Secret),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_a_caller_puts_anywhere_is_logged()
    {
        using var folder = new TemporaryFolder();
        using var logs = new LogCapture();
        await using var host = await TestHost.StartAsync(folder.Path, fixture.OwnStorage, SampleCases.Now, logs, settings: Settings);
        var caseId = await host.Api.DispatchAsync(Items.Medical);
        foreach (var planted in Planted)
        {
            await InAddressesAsync(host.Api, caseId, Uri.EscapeDataString(planted));
            await InBodiesAsync(host.Api, caseId, planted);
            await InIncomingAsync(caseId, planted);
        }

        foreach (var planted in Plain)
        {
            await InHeadersAsync(host.Api, caseId, planted);
            await InWhatIsNoRequestAsync(host.Api.Address, planted);
        }

        // The capture works, and the department's address was tried.
        await Poll.UntilAsync(() => Task.FromResult(logs.Entries.Any(e => e.Contains("webhook-unreachable", StringComparison.Ordinal))), "the webhook has failed");
        NothingIn(logs, [.. Planted, .. Planted.Select(Uri.EscapeDataString), Secret, Secret[6..], host.Api.Keys.Of("platform"), host.Api.Keys.Of("department")]);
    }

    [Fact]
    public async Task Nothing_that_an_error_quotes_is_logged_or_answered()
    {
        using var folder = new TemporaryFolder();
        using var logs = new LogCapture();
        await using var host = await TestHost.StartAsync(
            folder.Path, fixture.OwnStorage, SampleCases.Now, logs, services => services.AddSingleton<ICaseStore>(QuotingStore.Create()), Settings);
        foreach (var ask in new Func<Task<Reply>>[]
        {
            () => host.Api.Platform.PostAsync("applications", Forms.For(Items.Medical)),
            () => host.Api.Platform.GetAsync("applications/20260803-640104-7K3M9Q2XWD4P"),
            () => host.Api.Platform.UploadAsync("20260803-640104-7K3M9Q2XWD4P", "identity-document", CaseSteps.Scan()),
            () => host.Api.Department("civil-affairs").GetAsync("departments/civil-affairs/tasks"),
        })
        {
            var reply = await ask();
            reply.ExpectProblem(500, "internal-error");
            Planted.ShouldAllBe(p => !reply.Text.Contains(p, StringComparison.Ordinal));
        }

        logs.Entries.ShouldContain(e => e.Contains(nameof(InvalidOperationException), StringComparison.Ordinal));
        NothingIn(logs, Planted);
    }

    private static void NothingIn(LogCapture logs, string[] planted)
    {
        logs.Entries.Count.ShouldBeGreaterThan(10);
        foreach (var text in planted)
        {
            logs.Entries.Where(e => e.Contains(text, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty(text);
        }
    }

    private static async Task InAddressesAsync(Target api, string caseId, string planted)
    {
        foreach (var path in (string[])
        [
            planted, $"applications/{planted}", $"applications/{planted}/timeline", $"applications/{caseId}?name={planted}", $"guide?{planted}={planted}",
            $"guide/checklist?items={planted}", $"departments/{planted}/tasks", $"departments/medical-insurance/tasks?division={planted}",
            $"departments/medical-insurance/tasks?continuation={planted}", $"departments/medical-insurance/tasks/{caseId}/{planted}",
            $"departments/medical-insurance/tasks/{caseId}/medical-assistance/materials/{planted}", $"supervision/tasks?{planted}",
        ])
        {
            foreach (var caller in (Caller[])[api.Anyone, api.Platform, api.Department("medical-insurance")])
            {
                (await caller.GetAsync(path)).Status.ShouldBeLessThan(500, path);
            }
        }

        await api.Platform.UploadAsync(planted, "identity-document", CaseSteps.Scan());
    }

    private static async Task InHeadersAsync(Target api, string caseId, string planted)
    {
        (await api.WithKey(planted).GetAsync($"applications/{caseId}")).Expect(401);
        foreach (var header in (string[])["Authorization", "Cookie", "Idempotency-Key", "User-Agent", "Referer", "X-Forwarded-For", "Forwarded", "X-Request-Id", "tracestate", "Origin", "X-" + planted.Replace('.', '-').Replace('=', '-')])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"applications/{caseId}");
            request.Headers.TryAddWithoutValidation(header, header == "Authorization" ? "Bearer " + planted : planted);
            (await api.Platform.SendAsync(request)).Status.ShouldBeLessThan(500, header);
        }

        foreach (var type in (string[])[planted, $"application/json; charset={planted}", $"multipart/form-data; boundary={planted}", $"multipart/{planted}; boundary=x"])
        {
            var content = new ByteArrayContent("{}"u8.ToArray());
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            foreach (var path in (string[])["applications", $"applications/{caseId}/materials"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
                (await api.Platform.SendAsync(request)).Status.ShouldBeLessThan(500, type);
                content = new ByteArrayContent("{}"u8.ToArray());
                content.Headers.TryAddWithoutValidation("Content-Type", type);
            }
        }
    }

    private static async Task InBodiesAsync(Target api, string caseId, string planted)
    {
        foreach (var body in (string[])
        [
            new JsonObject { [planted] = planted }.ToJsonString(),
            $$"""{"applicant":{"name":"{{planted}}","idNumber":"{{planted}}","phone":["{{planted}}"]},"items":["{{planted}}"]}""",
            $$"""{"{{planted}}":""", planted, $"\"{planted}\"", $$"""{"a":"{{planted}}","a":"{{planted}}"}""", new string('[', 200) + planted,
        ])
        {
            foreach (var path in (string[])["applications", "applications/search", "guide/suggestions", $"applications/{caseId}/withdrawal-{caseId}"])
            {
                (await api.Platform.PostBytesAsync(path, Encoding.UTF8.GetBytes(body))).Status.ShouldBeLessThan(500, body);
            }

            var department = api.Department("medical-insurance");
            await department.PostBytesAsync($"departments/medical-insurance/tasks/{caseId}/medical-assistance/events", Encoding.UTF8.GetBytes(body));
            await department.PostBytesAsync("departments/medical-insurance/events", Encoding.UTF8.GetBytes(body));
            await department.PostBytesAsync("register/comparisons", Encoding.UTF8.GetBytes(body));
        }

        var form = new MultipartFormDataContent { { new StringContent(planted), planted }, { new StringContent(planted), "material" } };
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(planted));
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "file", FileName = planted, FileNameStar = planted };
        form.Add(file);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"applications/{caseId}/materials") { Content = form };
        (await api.Platform.SendAsync(request)).Status.ShouldBeLessThan(500);
        (await api.Platform.UploadAsync(caseId, "other", CaseSteps.Scan(), planted)).Expect(202);
        (await api.Platform.UploadAsync(caseId, "other", Encoding.UTF8.GetBytes(planted), planted)).ExpectProblem(415, "scan-unknown-format");
    }

    private async Task InIncomingAsync(string caseId, string planted)
    {
        var incoming = new BlobServiceClient(fixture.Storage).GetBlobContainerClient("incoming");
        foreach (var name in (string[])[planted, $"{planted}/other/a.png", $"{caseId}/{planted}/a.png", $"{caseId}/nothing/{planted}"])
        {
            var blob = incoming.GetBlobClient(name);
            await blob.UploadAsync(new BinaryData("x"), overwrite: true, Cancel);
            await Poll.UntilAsync(async () => !await blob.ExistsAsync(Cancel), "the file is taken up");
        }
    }

    /// <summary>What breaks the protocol is dealt with before anything of this system sees it.</summary>
    private static async Task InWhatIsNoRequestAsync(Uri address, string planted)
    {
        foreach (var head in (string[])
        [
            $"GET /api/{planted}\u0001 HTTP/1.1\r\n\r\n", $"{planted} / HTTP/1.1\r\n\r\n", $"GET / {planted}\r\n\r\n", $"GET / HTTP/1.1\r\n{planted}\r\n\r\n",
            $"GET / HTTP/1.1\r\nHost: {planted} {planted}\r\n\r\n", $"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: {planted}\r\n\r\n",
        ])
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address.Host, address.Port, Cancel);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.Latin1.GetBytes(head), Cancel);
            var answer = new byte[64];
            (await stream.ReadAtLeastAsync(answer, 12, throwOnEndOfStream: false, Cancel)).ShouldBeGreaterThanOrEqualTo(0);
        }
    }
}
