using System.Net.Http.Headers;
using System.Text;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using SocialAssistance.Api.Tests.Access;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using SocialAssistance.Materials;
using SocialAssistance.Testing.Samples;
using SocialAssistance.Testing.Scans;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>How much a case takes, and what an upload may be made of.</summary>
[Collection(OwnHosts.Name)]
public sealed class UploadBoundTests(ApiFixture fixture)
{
    private const string Material = "identity-document";
    private const string Other = "other";
    private readonly Target _api = fixture.Api;

    [Fact]
    public async Task A_full_case_takes_what_it_waits_for_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        await using var host = await TestHost.StartAsync(
            folder.Path, fixture.OwnStorage, SampleCases.Now,
            replace: services => services.AddSingleton(new MaterialLimits { MaxScans = 2, AskedScans = 1 }));
        var api = host.Api;
        var caseId = await api.FileAsync(Forms.For(Items.Medical));
        var scan = CaseSteps.Scan();
        (await api.Platform.UploadAsync(caseId, Other, scan)).Expect(202);
        (await api.Platform.UploadAsync(caseId, Other, CaseSteps.Scan())).Expect(202);
        (await api.Platform.UploadAsync(caseId, Other, CaseSteps.Scan())).ExpectProblem(409, "too-many-materials");
        (await api.Platform.UploadAsync(caseId, Other, scan)).Expect(202);

        // What the notice still misses.
        (await api.Platform.UploadAsync(caseId, Material, CaseSteps.Scan())).Expect(202);
        (await api.Platform.UploadAsync(caseId, Material, CaseSteps.Scan())).ExpectProblem(409, "too-many-materials");

        // What a window scanner writes goes the same way, and is kept apart where the case takes no more.
        var incoming = new BlobServiceClient(fixture.Storage).GetBlobContainerClient("incoming").GetBlobClient($"{caseId}/{Other}/more.png");
        await incoming.UploadAsync(new BinaryData(CaseSteps.Scan()), TestContext.Current.CancellationToken);
        await Poll.UntilAsync(async () => !await incoming.ExistsAsync(TestContext.Current.CancellationToken), "the file is taken up");
        (await api.ProgressAsync(caseId))["materials"]!.AsArray().Count.ShouldBe(3);

        // What a department asks for.
        (await api.SayAsync(caseId, Items.Medical, Events.Supplement("2026-08-20", Other))).Expect(200);
        (await api.Platform.UploadAsync(caseId, Other, CaseSteps.Scan())).Expect(202);
        (await api.Platform.UploadAsync(caseId, Other, CaseSteps.Scan())).ExpectProblem(409, "too-many-materials");
        ((string)(await api.ProgressAsync(caseId)).Item(Items.Medical)["status"]!).ShouldNotBe("supplement-requested");
    }

    [Fact]
    public async Task Who_hands_in_much_at_once_waits_and_takes_nothing_from_others()
    {
        using var folder = new TemporaryFolder();
        await using var host = await TestHost.StartAsync(
            folder.Path, fixture.OwnStorage, SampleCases.Now, settings: [("Limits:UploadsPerCaller", "1"), ("Limits:UploadsWaiting", "0")]);
        var api = host.Api;
        var caseId = await api.FileAsync(Forms.For(Items.Medical).In(TestKeys.County));
        using var going = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var caller = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan }) { BaseAddress = new Uri(api.Address, "/api/") };
        caller.DefaultRequestHeaders.Add("X-Api-Key", api.Keys.Of("platform"));
        caller.DefaultRequestHeaders.ExpectContinue = true;
        using var endless = new EndlessStream();
        var holding = HoldAsync();
        await endless.AskedFor.WaitAsync(TestContext.Current.CancellationToken);
        (await api.Platform.UploadAsync(caseId, Other, CaseSteps.Scan())).ExpectProblem(503, "uploads-busy");
        (await api.Window.UploadAsync(caseId, Other, CaseSteps.Scan())).Expect(202);
        holding.IsCompleted.ShouldBeFalse();

        await going.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => holding);

        async Task HoldAsync()
        {
            using var content = new StreamContent(endless);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
            using var answer = await caller.PostAsync($"applications/{caseId}/materials", content, going.Token);
        }
    }

    [Fact]
    public async Task A_case_takes_so_many_bytes()
    {
        using var folder = new TemporaryFolder();
        await using var host = await TestHost.StartAsync(
            folder.Path, fixture.OwnStorage, SampleCases.Now, settings: [("Uploads:MaxMegabytes", "20")]);
        var caseId = await host.Api.FileAsync(Forms.For(Items.Medical));
        (await host.Api.Platform.UploadAsync(caseId, Other, SampleScans.Jpeg(15_000_000))).Expect(202);
        (await host.Api.Platform.UploadAsync(caseId, Other, SampleScans.Jpeg(15_000_000, 2))).ExpectProblem(409, "too-many-materials");
        (await host.Api.Platform.UploadAsync(caseId, Other, SampleScans.Jpeg(1_000_000, 3))).Expect(202);
    }

    [Fact]
    public async Task What_is_more_than_one_thing_or_does_something_is_refused_with_its_reason()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        byte[] two = [.. SampleScans.Jpeg(20_000), .. "<html><script>1</script>"u8];
        var reply = await _api.Platform.UploadAsync(caseId, Material, two);
        reply.ExpectFaults().ShouldBe(["/file scan-foreign-content"]);
        reply.Text.ShouldContain("带有别的内容");
        var text = Encoding.Latin1.GetString(SampleScans.Pdf(20_000));
        var at = text.LastIndexOf("trailer", StringComparison.Ordinal);
        var active = Encoding.Latin1.GetBytes(text[..at] + text[at..].Replace("<<", "<< /X << /S /Launch /F (x) >>", StringComparison.Ordinal));
        (await _api.Platform.UploadAsync(caseId, Material, active)).ExpectFaults().ShouldBe(["/file scan-active-content"]);
        (await _api.ProgressAsync(caseId))["materials"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task An_upload_has_bounds_in_every_part_of_it(string what, string contentType, string body, int status, string code)
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        var reply = await _api.Platform.PostBytesAsync($"applications/{caseId}/materials", Encoding.UTF8.GetBytes(body), contentType);
        reply.Status.ShouldBe(status, $"{what}: {reply.Text}");
        reply.Text.ShouldContain(code, Case.Sensitive, what);
        (await _api.ProgressAsync(caseId))["materials"]!.AsArray().ShouldBeEmpty(what);
    }

    public static TheoryData<string, string, string, int, string> Bodies
    {
        get
        {
            const string type = "multipart/form-data; boundary=x";
            var file = Part("form-data; name=\"file\"; filename=\"a.png\"", "no scan");
            return new TheoryData<string, string, string, int, string>
            {
                { "nine parts", type, Body([.. Enumerable.Repeat(Part("form-data; name=\"note\"", "1"), 9)]), 422, "too-many" },
                { "a head of five kilobytes", type, Body(Part($"form-data; name=\"file\"; filename=\"{new string('x', 5000)}\"", "1")), 422, "multipart-invalid" },
                { "twenty heads in a part", type, Body(string.Concat(Enumerable.Range(0, 20).Select(n => $"X-{n}: 1\r\n")) + Part("form-data; name=\"file\"", "1")), 422, "multipart-invalid" },
                { "a material of endless length", type, Body(Part("form-data; name=\"material\"", new string('m', 10_000)), file), 422, "required" },
                { "a material that is no text", type, Body(Part("form-data; name=\"material\"", "\0\u202e"), file), 422, "material-unknown" },
                { "a material with a path", type, Body(Part("form-data; name=\"material\"", "../identity-document"), file), 422, "material-unknown" },
                { "a material in capitals", type, Body(Part("form-data; name=\"material\"", "Identity-Document"), file), 422, "material-unknown" },
                { "two materials", type, Body(Part("form-data; name=\"material\"", "other"), Part("form-data; name=\"material\"", "identity-document"), file), 422, "unknown-field" },
                { "two files", type, Body(Part("form-data; name=\"material\"", "other"), file, file), 422, "unknown-field" },
                { "a part of an endless name", type, Body(Part($"form-data; name=\"{new string('n', 500)}\"", "1"), file), 422, "/part" },
                { "parts within a part", type, Body("Content-Type: multipart/mixed; boundary=y\r\n" + Part("form-data; name=\"file\"", "--y\r\n\r\n1\r\n--y--")), 422, "required" },
                { "an endless boundary", $"multipart/form-data; boundary={new string('x', 200)}", "", 415, "media-type-unsupported" },
                { "no parts but much in front of them", type, new string('p', 100_000) + "\r\n--x--\r\n", 422, "multipart-invalid" },
            };
        }
    }

    [Fact]
    public async Task A_file_without_a_name_or_with_two_is_taken_under_a_clean_one()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        foreach (var (disposition, shown) in ((string, string)[])
        [
            ("form-data; name=\"file\"", "未命名文件"),
            ("form-data; name=\"file\"; filename=\"a.png\"; filename*=UTF-8''%E8%BA%AB%E4%BB%BD.png", "身份.png"),
            ("form-data; name=\"file\"; filename=\"..%2f..%2fa.png\"", "..%2f..%2fa.png"),
            ("form-data; name=\"file\"; filename*=UTF-8''..%2F..%2Fa%00b%0D%0A.png", "ab .png"),
        ])
        {
            var head = Encoding.UTF8.GetBytes($"--x\r\nContent-Disposition: form-data; name=\"material\"\r\n\r\nother\r\n--x\r\nContent-Disposition: {disposition}\r\n\r\n");
            byte[] body = [.. head, .. CaseSteps.Scan(), .. "\r\n--x--\r\n"u8];
            var answer = (await _api.Platform.PostBytesAsync($"applications/{caseId}/materials", body, "multipart/form-data; boundary=x")).Expect(202);
            ((string)answer["fileName"]!).ShouldBe(shown);
        }
    }

    /// <summary>The beginning of an upload that goes on for as long as it may, never too slowly for the server.</summary>
    private sealed class EndlessStream : MemoryStream
    {
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The server has let the upload in: until it wants the body, a client that asks first sends none of it.</summary>
        public Task AskedFor => _asked.Task;

        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var part = buffer[..Math.Min(buffer.Length, 1024)];
            part.Span.Clear();
            if (_asked.TrySetResult())
            {
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n"u8.CopyTo(part.Span);
            }
            else
            {
                await Task.Delay(Pause, cancellationToken);
            }

            return part.Length;
        }
    }

    private static string Part(string disposition, string content) => $"Content-Disposition: {disposition}\r\n\r\n{content}\r\n";

    private static string Body(params string[] parts) => string.Concat(parts.Select(p => "--x\r\n" + p)) + "--x--\r\n";
}
