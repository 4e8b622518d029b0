using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>Applications that are wrong, and bodies that are none.</summary>
public sealed class SubmissionFaultTests(ApiFixture fixture)
{
    private const int Limit = 1024 * 1024;
    private readonly Caller _platform = fixture.Api.Platform;

    [Fact]
    public async Task Every_fault_is_told_at_once_by_JSON_Pointer()
    {
        var form = Forms.For(Items.Medical, Items.Housing);
        form["channel"] = "pigeon";
        form["division"] = "110101";
        form["items"]!.AsArray().Add("nothing");
        form["applicant"]!["idNumber"] = "640104198001010000";
        form["applicant"]!["phone"] = "1";
        form["household"]![0]!["monthlyIncome"] = -1;
        form["household"]![1]!["relation"] = "cousin";
        form["economy"]!["income"]!.AsObject().Remove("wages");
        form["authorization"]!["agreed"] = false;
        form["authorization"]!["signedOn"] = "2999-01-01";
        form.Remove("housing");
        (await _platform.PostAsync("applications", form)).ExpectFaults().ShouldBe(
        [
            "/applicant/idNumber id-number-invalid",
            "/applicant/phone phone-invalid",
            "/authorization/agreed authorization-not-agreed",
            "/authorization/signedOn in-future",
            "/channel unknown-code",
            "/division division-unknown",
            "/economy/income/wages required",
            "/household/0/monthlyIncome negative",
            "/household/1/relation unknown-code",
            "/housing section-required",
            "/items/2 item-unknown",
        ]);
    }

    [Fact]
    public async Task Unknown_fields_are_refused_by_name_at_every_level()
    {
        var form = Forms.For(Items.Medical);
        form["a/b~c"] = 1;
        form["applicant"]!["nickname"] = "x";
        form["household"]![1]!["pet"] = "cat";
        form["economy"]!["assets"]!["boats"] = 0;
        form["medical"]!["doctor"] = null;
        form["authorization"]!["stamp"] = new JsonObject();
        (await _platform.PostAsync("applications", form)).ExpectFaults().ShouldBe(
        [
            "/applicant/nickname unknown-field",
            "/authorization/stamp unknown-field",
            "/a~1b~0c unknown-field",
            "/economy/assets/boats unknown-field",
            "/household/1/pet unknown-field",
            "/medical/doctor unknown-field",
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task A_problem_does_not_repeat_what_was_written()
    {
        var form = Forms.For(Items.Medical);
        form["applicant"]!["idNumber"] = "64010419800101999X";
        (await _platform.PostAsync("applications", form)).Text.ShouldNotContain("64010419800101999X");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("not json")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{} {}")]
    public async Task A_body_that_is_no_JSON_is_refused(string body) =>
        (await _platform.PostBytesAsync("applications", Encoding.UTF8.GetBytes(body))).ExpectFaults().ShouldBe([" invalid-json"]);

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("12")]
    public async Task JSON_that_is_no_object_is_refused(string body) =>
        (await _platform.PostBytesAsync("applications", Encoding.UTF8.GetBytes(body))).ExpectFaults().ShouldBe([" wrong-type"]);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData(null)]
    public async Task Another_media_type_is_refused(string? contentType)
    {
        var body = Encoding.UTF8.GetBytes(Forms.For(Items.Medical).ToJsonString());
        (await _platform.PostBytesAsync("applications", body, contentType)).ExpectProblem(415, "media-type-unsupported");
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/vnd.nx.application+json")]
    public async Task JSON_by_another_name_is_taken(string contentType)
    {
        var body = Encoding.UTF8.GetBytes(Forms.For(Items.Medical).ToJsonString());
        (await _platform.PostBytesAsync("applications", body, contentType)).Expect(201);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_more_than_a_megabyte_is_refused(bool chunked)
    {
        var request = Padded(Limit + 1);
        request.Headers.TransferEncodingChunked = chunked ? true : null;
        (await _platform.SendAsync(request)).ExpectProblem(413, "body-too-large");
    }

    [Fact]
    public async Task A_body_of_exactly_a_megabyte_is_taken() => (await _platform.SendAsync(Padded(Limit))).Expect(201);

    [Theory]
    [InlineData("EFBBBF7B7D", "a byte order mark")]
    [InlineData("7B22C328223A317D", "no UTF-8")]
    [InlineData("7B226170706C6963616E74223A22C3282229", "no UTF-8 in a value")]
    [InlineData("7B225C7564383030223A317D", "half a surrogate pair for a name")]
    [InlineData("7B226368616E6E656C223A225C7564383030227D", "half a surrogate pair for a value")]
    [InlineData("7B226368616E6E656C223A225C7530303030227D", "a zero character")]
    [InlineData("FFFE7B007D00", "UTF-16")]
    public async Task Odd_bytes_are_refused_and_break_nothing(string hexadecimal, string what) =>
        (await _platform.PostBytesAsync("applications", Convert.FromHexString(hexadecimal))).Status.ShouldBe(422, what);

    [Fact]
    public async Task Rare_characters_of_names_are_kept()
    {
        // 𠮷 lies outside the basic plane; the middle dot stands in many names here.
        var form = Forms.For(Items.Medical);
        form["applicant"]!["name"] = "𠮷·买买提";
        var caseId = await fixture.Api.DispatchAsync(form);
        ((string)(await fixture.Api.TaskAsync(caseId, Items.Medical))["applicant"]!["name"]!).ShouldBe("𠮷·买买提");
    }

    [Fact]
    public async Task Deep_nesting_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 20_000)) + "1" + new string('}', 20_000);
        (await _platform.PostBytesAsync("applications", Encoding.UTF8.GetBytes(deep))).ExpectFaults().ShouldBe([" invalid-json"]);
    }

    private static HttpRequestMessage Padded(int size)
    {
        var body = Encoding.UTF8.GetBytes(Forms.For(Items.Medical).ToJsonString());
        var content = new ByteArrayContent([.. body, .. Enumerable.Repeat((byte)' ', size - body.Length)]);
        content.Headers.ContentType = new("application/json");
        return new HttpRequestMessage(HttpMethod.Post, "applications") { Content = content };
    }
}
