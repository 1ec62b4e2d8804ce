using ActionSheets.Nights;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using Microsoft.Extensions.DependencyInjection;
using Support;
using Xunit;

namespace ActionSheets.Tests.Nights;

public sealed class NightCrashTests(Azurite azurite) : SmallScenario(azurite)
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Killed_on_the_way_nothing_is_published_and_the_next_run_repairs_it(int stepsDone)
    {
        await Happen();
        await StartChain();
        await MakeUpToStep(Night, stepsDone);
        Assert.Null(await Register.Find(Day(Night), CancellationToken.None));
        Assert.Equal(404, (await Call("GET", request => Get<DownloadNightFile>().Run(request, Night, "totals.json", CancellationToken.None))).Response.StatusCode);

        await Make(Night);

        await Stands(Night);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Killed_while_a_published_night_changes_nothing_mixed_is_ever_shown(int stepsDone)
    {
        await Happen();
        await StartChain();
        await Make(Night);
        await Submit("2019-03-31T22:00:00", "TI-93-0009", budget: 1);
        await Register.Unpublish(Day(Night));
        await MakeUpToStep(Night, stepsDone);
        Assert.Equal(404, (await Call("GET", request => Get<DownloadNightFile>().Run(request, Night, "totals.json", CancellationToken.None))).Response.StatusCode);

        await Make(Night);

        await Stands(Night);
        Assert.Equal(5, (await Json(Night, "totals.json")).GetProperty("sheets").GetInt32());
    }

    [Fact]
    public async Task Many_runs_at_once_end_in_one_night()
    {
        await Happen();
        await StartChain();
        await using var second = Start();
        await using var third = Start();

        await Task.WhenAll(
            Make(Night),
            second.GetRequiredService<MakeNight>().Run($$"""{"night":"{{Night}}"}""", CancellationToken.None),
            third.GetRequiredService<MakeNight>().Run($$"""{"night":"{{Night}}"}""", CancellationToken.None));

        await Stands(Night);
        Assert.Equal([Day("2019-03-30"), Day(Night)], (await Register.Chain(CancellationToken.None)).Select(night => night.Night));
    }

    [Fact]
    public async Task Runs_at_once_while_late_entries_come_in_never_mix_and_the_last_look_counts()
    {
        await Happen();
        await StartChain();
        await using var second = Start();
        var other = second.GetRequiredService<MakeNight>();
        for (var late = 0; late < 6; late++)
        {
            var coming = Submit("2019-03-31T22:00:00", $"TI-93-{100 + late}", budget: late);
            await Task.WhenAll(Make(Night), other.Run($$"""{"night":"{{Night}}"}""", CancellationToken.None), coming, Make(Night));
            await Stands(Night);
        }

        await Make(Night);
        await Stands(Night);
        Assert.Equal(10, (await Json(Night, "totals.json")).GetProperty("sheets").GetInt32());
    }

    [Fact]
    public async Task A_run_that_was_overtaken_by_a_fuller_one_does_not_bring_the_older_content_back()
    {
        await Happen();
        await StartChain();
        using var folder = new NightFolder(Exports, Day(Night));
        var older = await Content(folder, Night);
        await Submit("2019-03-31T22:00:00", "TI-93-0009", budget: 1);
        await Make(Night);
        var fuller = await Published(Night);

        Assert.False(await Register.TryUnpublish(Day(Night), seen: null));
        Assert.False(await folder.TryCommitFiles(NightManifest.Of(Day(Night), null, older)));

        // The stale run took away the manifest before it noticed; whoever makes the night again puts it back as it was.
        await Make(Night);
        await Stands(Night);
        Assert.Equal(fuller.Sha256, (await Published(Night)).Sha256);
        Assert.Equal(5, (await Json(Night, "totals.json")).GetProperty("sheets").GetInt32());
    }

    [Fact]
    public async Task A_file_that_was_damaged_from_outside_is_mended_when_the_night_is_made_again()
    {
        await Happen();
        await StartChain();
        await Make(Night);
        await Exports.GetBlobClient("2019/03/31/requests.csv").UploadAsync(new BinaryData("broken"), overwrite: true);
        Expected.Add("requests.csv of the night 2019-03-31 was altered from outside and is not shown until that night is made again");
        Assert.Equal(404, (await Call("GET", request => Get<DownloadNightFile>().Run(request, Night, "requests.csv", CancellationToken.None))).Response.StatusCode);
        Assert.Equal([Day(Night)], await Get<NightAlarms>().Standing(CancellationToken.None));

        await Make(Night);

        await Stands(Night);
        Assert.Empty(await Get<NightAlarms>().Standing(CancellationToken.None));
        Assert.Equal(200, (await Call("GET", request => Get<DownloadNightFile>().Run(request, Night, "requests.csv", CancellationToken.None))).Response.StatusCode);
    }

    [Theory]
    [InlineData("action-sheets.csv")]
    [InlineData("nightly.xlsx")]
    [InlineData("regions/76/requests.csv")]
    [InlineData("open-data/schema.json")]
    [InlineData("manifest.json")]
    public async Task A_file_that_lies_about_its_hash_is_found_out_and_mended(string file)
    {
        await Happen();
        await StartChain();
        await Make(Night);
        var (good, manifest) = (await Bytes(Night, file), (await Published(Night)).Sha256);
        var blob = Exports.GetBlobClient(NightDate.Folder(Day(Night)) + file);
        var metadata = (await blob.GetPropertiesAsync()).Value.Metadata;
        byte[] bad = [.. good[..^1], (byte)(good[^1] ^ 1)];
        await blob.UploadAsync(new BinaryData(bad), new Azure.Storage.Blobs.Models.BlobUploadOptions { Metadata = metadata });
        Expected.Add($"{file} of the night 2019-03-31 was altered from outside and is not shown until that night is made again");

        Assert.Equal(404, (await Call("GET", request => Get<DownloadNightFile>().Run(request, Night, file, CancellationToken.None))).Response.StatusCode);
        await Make(Night);

        Assert.Equal(good, await Bytes(Night, file));
        Assert.Equal(manifest, (await Published(Night)).Sha256);
        Assert.Equal(200, (await Call("GET", request => Get<DownloadNightFile>().Run(request, Night, file, CancellationToken.None))).Response.StatusCode);
    }

    /// <summary>What a run leaves that is killed after so many steps: staged, files, manifest.</summary>
    private async Task MakeUpToStep(string night, int steps)
    {
        using var folder = new NightFolder(Exports, Day(night));
        var content = await Content(folder, night);
        var manifest = NightManifest.Of(Day(night), null, content);
        if (steps > 0)
        {
            Assert.True(await folder.TryCommitFiles(manifest));
        }

        if (steps > 1)
        {
            Assert.True(await folder.TryWriteManifest(manifest));
        }
    }

    private Task<NightContent> Content(NightFolder folder, string night) => NightContent.Write(
        folder,
        Day(night),
        new FoldedSheets(Day(night), kept: null, keeping: null).Of(Get<SheetJournals>().Of(["75", "93"], CancellationToken.None), CancellationToken.None),
        Get<ReferenceData>(),
        new NightTotals(),
        CancellationToken.None);

    private async Task Stands(string night)
    {
        var published = await Published(night);
        Assert.Equal(published.Sha256, Sha256.Of(await Bytes(night, "manifest.json")));
        foreach (var file in (await Json(night, "manifest.json")).GetProperty("files").EnumerateArray())
        {
            Assert.Equal(file.GetProperty("sha256").GetString(), Sha256.Of(await Bytes(night, file.GetProperty("name").GetString()!)));
        }
    }
}
