using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Shouldly;
using SocialAssistance.Local.Tests.Hosting;
using SocialAssistance.Materials;
using SocialAssistance.Storage.Blobs;
using SocialAssistance.Testing.Samples;
using SocialAssistance.Testing.Scans;

namespace SocialAssistance.Local.Tests.Crash;

/// <summary>One application on its way through the host, from its submission to the last decision.</summary>
internal sealed class CaseJourney(HostClient host, BlobServiceClient account, int seed)
{
    private static readonly TimeSpan TakenUpWithin = TimeSpan.FromSeconds(60);
    private static readonly ScanFormat[] Formats = [ScanFormat.Png, ScanFormat.Jpeg, ScanFormat.Tiff];

    /// <summary>Goes the whole way.</summary>
    public async Task RunAsync(CaseRecord record, CancellationToken cancellationToken)
    {
        var random = new Random(HashCode.Combine(seed, record.Number));
        var missing = await SubmitAsync(record, random, cancellationToken);
        await HandInAsync(record, missing, random, cancellationToken);

        var progress = await ProgressAsync(record, cancellationToken);
        ((string?)progress["status"]).ShouldBe("in-progress");
        var items = progress["items"]!.AsArray().Select((item, index) => new ItemJourney(
            host,
            record,
            (string)item!["department"]!,
            (string)item["item"]!,
            new Random(HashCode.Combine(seed, record.Number, index))));

        // Departments work side by side, each takes one item after the other.
        await Task.WhenAll(items.GroupBy(i => i.Department).Select(async department =>
        {
            foreach (var item in department)
            {
                await item.RunAsync(cancellationToken);
            }
        }));
    }

    /// <summary>The case as the platform sees it.</summary>
    public async Task<JsonNode> ProgressAsync(CaseRecord record, CancellationToken cancellationToken) =>
        (await host.GetAsync("platform", "applications/" + record.CaseId, cancellationToken)).Expect(HttpStatusCode.OK).Json;

    /// <summary>Files the application, sometimes twice at once.</summary>
    /// <returns>The materials it lacks.</returns>
    private async Task<string[]> SubmitAsync(CaseRecord record, Random random, CancellationToken cancellationToken)
    {
        var posts = random.Next(3) == 0 ? 2 : 1;
        var answers = await Task.WhenAll(Enumerable.Range(0, posts).Select(_ =>
            host.PostAsync("platform", "applications", SampleForms.JsonObject(record.Form), record.Key, cancellationToken)));
        var cases = answers.Select(a => a.Expect(HttpStatusCode.Created, HttpStatusCode.OK).Json).ToArray();
        record.CaseId = cases.Select(c => (string)c["caseId"]!).Distinct().ShouldHaveSingleItem();
        return [.. cases[0]["missingMaterials"]!.AsArray().Select(m => (string)m!["material"]!)];
    }

    private async Task HandInAsync(CaseRecord record, string[] missing, Random random, CancellationToken cancellationToken)
    {
        missing.Length.ShouldBe(8);

        // A fair part of the cases has one scan written straight to the incoming area.
        var dropped = random.Next(4) == 0 ? missing[random.Next(missing.Length)] : null;
        foreach (var (material, index) in missing.Select((m, i) => (m, i)))
        {
            var (scan, extension) = Scan(record, index);
            if (material == dropped)
            {
                record.Incoming.Add(material);
                await account.GetBlobContainerClient(BlobMaterialStore.IncomingContainer)
                    .GetBlobClient($"{record.CaseId}/{material}/scan{extension}")
                    .UploadAsync(new BinaryData(scan), overwrite: true, cancellationToken);
                continue;
            }

            await UploadAsync(host, record, material, scan, cancellationToken);
        }

        await Poll.UntilAsync(
            async () => (await ProgressAsync(record, cancellationToken))["missingMaterials"]!.AsArray().Count == 0,
            TakenUpWithin,
            "the case has every scan, uploaded or incoming",
            cancellationToken);
    }

    /// <summary>Hands in a scan and notes what was answered.</summary>
    internal static async Task UploadAsync(
        HostClient host, CaseRecord record, string material, byte[] scan, CancellationToken cancellationToken)
    {
        var path = $"applications/{record.CaseId}/materials";
        var answer = (await host.UploadAsync("platform", path, material, "scan", scan, cancellationToken)).Expect(HttpStatusCode.Accepted);
        record.Scans.Add(new FiledScan((string)answer.Json["materialId"]!, material, scan));
    }

    /// <summary>A scan that no other case has.</summary>
    internal static (byte[] Content, string Extension) Scan(CaseRecord record, int index)
    {
        var format = Formats[index % Formats.Length];
        return (
            SampleScans.Make(format, SampleScans.MinBytes + (2 * index), (record.Number * 100) + index),
            "." + format.ToString().ToLower(CultureInfo.InvariantCulture));
    }
}
