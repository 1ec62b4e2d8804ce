using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Attachments;
using ActionSheets.Tests.Sheets;
using Azure.Storage.Blobs;
using Support;
using Xunit;
using Xunit.Abstractions;

namespace ActionSheets.Tests.Crashes;

/// <summary>
/// The process is killed at random while drafts get files, lose them, are thrown away or submitted. Afterwards each file that was answered for is
/// there, and no bytes are left that belong to nobody.
/// </summary>
public sealed class KilledDraftFilesTests(ITestOutputHelper output)
{
    private const int Rounds = 4;
    private const int Clients = 3;
    private const int DraftsOfEach = 4;
    private const int LongestAfterStart = 1500;

    private enum Fate
    {
        Kept,
        FileTakenOut,
        ThrownAway,
        Submitted,
    }

    [Fact]
    public async Task Whenever_it_is_killed_no_file_that_was_answered_for_is_lost_and_none_is_left_behind()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        await using var host = await StartedLocalHost.StartAsync("--clock", Product.Morning);
        var kept = new List<(string Draft, int Files)>();
        var cut = 0;
        for (var round = 0; round < Rounds; round++)
        {
            using var region = Region(host);
            var plans = Enumerable.Range(0, Clients).Select(_ => Enumerable.Range(0, DraftsOfEach).Select(_ => (Fate)random.Next(4)).ToList()).ToList();
            var clients = plans.Select(async fates =>
            {
                foreach (var fate in fates)
                {
                    try
                    {
                        await LiveAsync(region, fate, kept);
                    }
                    catch (HttpRequestException)
                    {
                        Interlocked.Increment(ref cut);
                        return;
                    }
                }
            }).ToList();
            await Task.Delay(random.Next(LongestAfterStart));
            await host.KillAsync();
            await Task.WhenAll(clients);
            await host.RestartInPlaceAsync("--clock", Product.Morning);
        }

        output.WriteLine($"{cut} clients were cut off, {kept.Count} drafts kept their files");
        Assert.True(cut > 0, "Nothing was under way at any kill.");

        // Past the lapse of every promise.
        await host.AdvanceAsync("PT1H");
        await NothingIsLeftBehindAsync(host);
        using var later = Region(host);
        foreach (var (draft, files) in kept)
        {
            var attachments = (await later.ReadAsync(draft)).Is(200).Json.GetProperty("attachments").EnumerateArray().ToList();
            Assert.Equal(files, attachments.Count(file => file.GetProperty("state").GetString() == "clean"));
        }
    }

    private static async Task LiveAsync(HttpClient region, Fate fate, List<(string Draft, int Files)> kept)
    {
        var draft = (await region.PostAsync("/api/drafts", SheetExamples.Smallest())).Is(201).Headers.Location!.ToString();
        (await region.AttachToAsync(draft, ("plan.pdf", FileExamples.Pdf(Guid.NewGuid().ToString())), ("site.png", FileExamples.Png()))).Is(201);
        switch (fate)
        {
            case Fate.Kept:
                lock (kept)
                {
                    kept.Add((draft, 2));
                }

                break;
            case Fate.FileTakenOut:
                (await region.AskAsync(HttpMethod.Delete, draft + "/attachments/plan.pdf")).Is(204);
                lock (kept)
                {
                    kept.Add((draft, 1));
                }

                break;
            case Fate.ThrownAway:
                (await region.AskAsync(HttpMethod.Delete, draft, ifMatch: "*")).Is(204);
                break;
            default:
                (await region.AskAsync(HttpMethod.Post, draft + "/submission", ifMatch: "*")).Is(201);
                break;
        }
    }

    /// <summary>Each blob is the file of a sheet or of a draft that is there; each promise is kept.</summary>
    private static async Task NothingIsLeftBehindAsync(StartedLocalHost host)
    {
        var sheets = await Invariants.HoldAsync(await host.StorageAsync());
        var drafts = (await host.RowsAsync(StorageNames.Drafts)).Where(row => row.RowKey.Length == 36).ToDictionary(row => SheetId.For(row.PartitionKey, Guid.Parse(row.RowKey)).Value, StringComparer.Ordinal);
        var lines = await host.RowsAsync(StorageNames.Attachments);
        Assert.DoesNotContain(lines, row => row.PartitionKey == "waiting");
        var held = lines.Where(row => row.ContainsKey("HeldAt") && !row.ContainsKey("LetGoAt") && drafts.ContainsKey(row.PartitionKey)).Select(row => $"{row.PartitionKey}/{int.Parse(row.RowKey, System.Globalization.CultureInfo.InvariantCulture)}");
        var attached = sheets.Values.SelectMany(sheet => sheet.Attachments.Select(file => $"{sheet.Id}/{file.Number}"));
        var expected = held.Concat(attached).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var blobs = new List<string>();
        await foreach (var blob in new BlobServiceClient(await host.StorageAsync()).GetBlobContainerClient(StorageNames.AttachmentFiles).GetBlobsAsync())
        {
            blobs.Add(blob.Name);
        }

        Assert.Equal(expected, blobs.Order(StringComparer.Ordinal));
    }

    private static HttpClient Region(StartedLocalHost host) => host.As("region", "93", name: "Camille Région", email: "camille@region-93.example");
}
