using System.Text.Json;
using ActionSheets.Nights;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.DependencyInjection;
using Support;
using Xunit;
using Xunit.Abstractions;

namespace ActionSheets.Tests.Nights;

/// <summary>A night that goes on from what the night before kept: the same bytes as from the journals, whatever happened, and never from what is not good.</summary>
public sealed class FollowingNightTests(Azurite azurite, ITestOutputHelper output) : NightWorld(azurite)
{
    /// <summary>Days one after the other, in three stretches: a change of the clock, the other one, and a 29 February a year after the first days.</summary>
    private static readonly string[] Days =
    [
        "2019-02-26", "2019-02-27", "2019-02-28", "2019-03-01", "2019-03-02", "2019-03-29", "2019-03-30", "2019-03-31", "2019-04-01", "2019-04-02",
        "2019-10-26", "2019-10-27", "2019-10-28", "2020-02-26", "2020-02-27", "2020-02-28", "2020-02-29", "2020-03-01", "2020-03-02", "2020-03-03",
    ];

    private BlobContainerClient Folds => Get<StorageClients>().Blobs.GetBlobContainerClient(StorageNames.Folds);

    private NightMaker Maker => Get<NightMaker>();

    /// <summary>
    /// Each day some sheets' entries are stored a day late, after the night was made; persons are erased on the way, which writes old rows again. Only
    /// what was written since the night before is asked for: no hour's grace.
    /// </summary>
    [Theory]
    [InlineData(20190322)]
    [InlineData(null)]
    public async Task Every_night_of_a_random_life_is_the_same_bytes_from_the_night_before_as_from_the_journals(int? given)
    {
        var seed = given ?? Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        Maker.Overlap = TimeSpan.Zero;
        Clock.SetUtcNow(Paris("2020-03-10T08:00:00"));
        var (life, random, following) = (new RandomLife(seed, Paris), new Random(seed), 0);
        List<(SheetId Sheet, JournalEntry Entry)> late = [];
        foreach (var day in Days)
        {
            List<(SheetId Sheet, JournalEntry Entry)> all = [.. late, .. life.Day(day, events: 25)];
            late = [.. all.Where(each => each.Sheet.Value[^1] % 5 == random.Next(5))];
            late = [.. all.Where(each => late.Exists(held => held.Sheet == each.Sheet))];
            await Store(all.Except(late));
            following += NightMaker.MayFollow(Day(day), isAside: false) && await Keeps(Day(day).AddDays(-1)) ? 1 : 0;

            await Maker.Make(Day(day), previous: null, isAside: false, CancellationToken.None);
            var followed = await HashesOf(day);
            await Maker.Make(Day(day), previous: null, isAside: true, CancellationToken.None);

            Assert.Equal(followed, await HashesOf(day));
            await ErasePersonOf(all[0].Sheet);
        }

        // All but the first of each stretch and three Sundays.
        Assert.Equal(13, following);
    }

    [Fact]
    public async Task A_night_goes_on_from_what_was_kept_and_a_night_made_again_reads_the_journals()
    {
        await Submit("2019-03-27T09:00:00", "TI-93-0001", title: "Une fiche");
        await Make("2019-03-27");
        await Change("2019-03-27", sheet => sheet with { State = sheet.State! with { Title = "Comme gardée" } });

        await Make("2019-03-28");
        Assert.Equal("Comme gardée", (await Csv("2019-03-28", "action-sheets.csv"))[1][8]);

        await Make("2019-03-28");
        Assert.Equal("Une fiche", (await Csv("2019-03-28", "action-sheets.csv"))[1][8]);
    }

    [Fact]
    public async Task A_Sunday_is_made_from_the_journals()
    {
        await Submit("2019-03-30T09:00:00", "TI-93-0001", title: "Une fiche");
        await Make("2019-03-30");
        await Change("2019-03-30", sheet => sheet with { State = sheet.State! with { Title = "Comme gardée" } });

        await Make("2019-03-31");

        Assert.Equal("Une fiche", (await Csv("2019-03-31", "action-sheets.csv"))[1][8]);
    }

    [Theory]
    [InlineData("missing", null)]
    [InlineData("of another build", null)]
    [InlineData("damaged", "What the night 2019-03-27 kept for the next is damaged; the next is made from the journals")]
    [InlineData("cut short", "What the night 2019-03-27 kept for the next is damaged; the next is made from the journals")]
    [InlineData("of an earlier state", "The night 2019-03-28 does not follow from what the night before kept; it is made from the journals")]
    [InlineData("without a sheet", "The night 2019-03-28 does not follow from what the night before kept; it is made from the journals")]
    public async Task What_was_kept_and_is_not_good_is_passed_over(string fault, string? complaint)
    {
        var sheet = await Submit("2019-03-26T09:00:00", "TI-93-0001", requests: new RequestMade("r1", "bpifrance", "pret", 1));
        await Submit("2019-03-26T10:00:00", "TI-75-0001", territory: "lacq-pau-tarbes");
        await Send(sheet, "2019-03-27T10:00:00", "2019-04-17", "r1");
        await Make("2019-03-27");
        await Spoil(fault, sheet);
        await Answer(sheet, "2019-03-28T10:00:00", "r1", AnswerKinds.Refused, reason: "Non");
        if (complaint is not null)
        {
            Expected.Add(complaint);
        }

        await Make("2019-03-28");

        await IsAsFromTheJournals("2019-03-28");
        Assert.Equal("answered", (await Csv("2019-03-28", "requests.csv"))[1][5]);
        Assert.True(await Keeps(Day("2019-03-28")));
    }

    [Fact]
    public async Task A_night_whose_checks_fail_on_what_was_kept_is_made_from_the_journals_before_anyone_is_alarmed()
    {
        await Submit("2019-03-27T09:00:00", "TI-93-0001");
        await Make("2019-03-27");
        var runs = 0;
        Maker.StartCount = () => new NightTotals { Sheets = runs++ == 0 ? 1 : 0 };
        Expected.Add("The night 2019-03-28 does not follow from what the night before kept; it is made from the journals");

        await Make("2019-03-28");

        Assert.Equal(2, runs);
        Assert.Empty(await Get<NightAlarms>().Standing(CancellationToken.None));
        await IsAsFromTheJournals("2019-03-28");
    }

    [Fact]
    public async Task Runs_at_once_that_follow_the_same_night_end_in_one_and_the_next_goes_on_from_it()
    {
        await Submit("2019-03-26T09:00:00", "TI-93-0001");
        await Make("2019-03-26");
        for (var night = Day("2019-03-27"); night <= Day("2019-03-30"); night = night.AddDays(1))
        {
            var (day, number) = (NightDate.Text(night), night.Day);
            await Submit($"{day}T09:00:00", $"TI-75-{number}", territory: "lacq-pau-tarbes");
            await using var second = Start();
            await using var third = Start();

            await Task.WhenAll(
                Make(day),
                second.GetRequiredService<MakeNight>().Run($$"""{"night":"{{day}}"}""", CancellationToken.None),
                third.GetRequiredService<MakeNight>().Run($$"""{"night":"{{day}}"}""", CancellationToken.None),
                Submit($"{day}T10:00:00", $"TI-93-{number}"));
            await Make(day);

            await IsAsFromTheJournals(day);
            Assert.Equal(1 + (2 * (number - 26)), (await Json(day, "totals.json")).GetProperty("sheets").GetInt32());
        }

        Assert.Equal(5, (await Register.Chain(CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_run_that_was_killed_before_it_kept_anything_costs_the_next_night_its_start_and_nothing_else()
    {
        await Submit("2019-03-26T09:00:00", "TI-93-0001");
        await Make("2019-03-27");
        await Register.Unpublish(Day("2019-03-27"));
        await Folds.DeleteBlobAsync("2019-03-27");
        await Submit("2019-03-28T09:00:00", "TI-93-0002");

        await Make("2019-03-28");

        await IsAsFromTheJournals("2019-03-27");
        await IsAsFromTheJournals("2019-03-28");
        Assert.Equal(["2019-03-27", "2019-03-28"], await Folds.GetBlobsAsync().Select(blob => blob.Name).ToListAsync());
    }

    [Fact]
    public async Task A_night_of_the_past_keeps_nothing_and_takes_nothing_away()
    {
        await Submit("2019-03-26T09:00:00", "TI-93-0001");
        await Make("2019-03-28");
        await Make("2019-03-26");
        await Make("2019-03-20");

        Assert.Equal(["2019-03-27", "2019-03-28"], await Folds.GetBlobsAsync().Select(blob => blob.Name).ToListAsync());
    }

    [Fact]
    public async Task What_is_kept_names_no_person()
    {
        var sheet = await Submit("2019-03-26T09:00:00", "TI-93-0001", requests: new RequestMade("r1", "bpifrance", "pret", 1));
        await Answer(sheet, "2019-03-27T10:00:00", "r1", AnswerKinds.Question);
        await Make("2019-03-26");

        var kept = Assert.Single(await Kept("2019-03-26"));
        Assert.Equal(2, Assert.Single(kept.Ahead).Number);
        var text = JsonSerializer.Serialize(kept, KeptJsonContext.Default.KeptSheet);
        Assert.All((string[])["Jeanne", "jeanne@", "secret", "personne@"], person => Assert.DoesNotContain(person, text, StringComparison.Ordinal));
    }

    private async Task IsAsFromTheJournals(string night)
    {
        var stands = await HashesOf(night);
        await Maker.Make(Day(night), (await Published(night)).Previous, isAside: false, CancellationToken.None);
        Assert.Equal(stands, await HashesOf(night));
    }

    private async Task<bool> Keeps(DateOnly night)
    {
        using var kept = new KeptNight();
        return await Get<KeptFolds>().TryRead(night, kept, CancellationToken.None);
    }

    private async Task<List<KeptSheet>> Kept(string night)
    {
        using var kept = new KeptNight();
        Assert.True(await Get<KeptFolds>().TryRead(Day(night), kept, CancellationToken.None));
        return await kept.Sheets(CancellationToken.None).ToListAsync();
    }

    /// <summary>Keeps something else in the place of what a night kept, whole and read at the same time.</summary>
    private async Task Change(string night, Func<KeptSheet, KeptSheet?> change)
    {
        using var kept = new KeptNight();
        Assert.True(await Get<KeptFolds>().TryRead(Day(night), kept, CancellationToken.None));
        using var changed = new KeptNightWriter();
        await foreach (var sheet in kept.Sheets(CancellationToken.None))
        {
            if (change(sheet) is { } other)
            {
                changed.Add(other);
            }
        }

        await Get<KeptFolds>().Keep(Day(night), changed, kept.ReadFrom, CancellationToken.None);
    }

    private async Task Spoil(string fault, SheetId sheet)
    {
        var blob = Folds.GetBlobClient("2019-03-27");
        var (bytes, metadata) = ((await blob.DownloadContentAsync()).Value.Content.ToArray(), (await blob.GetPropertiesAsync()).Value.Metadata);
        switch (fault)
        {
            case "missing":
                await blob.DeleteAsync();
                return;
            case "of another build":
                metadata["build"] = new string('0', 32);
                break;
            case "damaged":
                bytes[^20] ^= 1;
                break;
            case "cut short":
                bytes = bytes[..^1];
                break;
            case "of an earlier state":
                // Without its last entry, and nothing older than that night is asked for.
                Maker.Overlap = TimeSpan.Zero;
                var journal = await Get<SheetStore>().Journal(sheet, CancellationToken.None).ToListAsync();
                await Task.Delay(TimeSpan.FromSeconds(2));
                await Change("2019-03-27", kept => kept.Id == sheet.Value ? kept with { State = Sheet.Fold(journal[..1]) } : kept);
                await Reread();
                return;
            default:
                Maker.Overlap = TimeSpan.Zero;
                await Task.Delay(TimeSpan.FromSeconds(2));
                await Change("2019-03-27", kept => kept.Id == sheet.Value ? null : kept);
                await Reread();
                return;
        }

        await blob.UploadAsync(new BinaryData(bytes), new BlobUploadOptions { Metadata = metadata });
    }

    /// <summary>As if the night had been read only now.</summary>
    private async Task Reread()
    {
        using var kept = new KeptNight();
        Assert.True(await Get<KeptFolds>().TryRead(Day("2019-03-27"), kept, CancellationToken.None));
        using var same = new KeptNightWriter();
        await foreach (var sheet in kept.Sheets(CancellationToken.None))
        {
            same.Add(sheet);
        }

        await Get<KeptFolds>().Keep(Day("2019-03-27"), same, await Get<StorageClients>().Now(CancellationToken.None), CancellationToken.None);
    }

    private async Task Store(IEnumerable<(SheetId Sheet, JournalEntry Entry)> happened)
    {
        var table = Get<StorageClients>().CommitTable(StorageNames.Sheets);
        foreach (var sheet in happened.ToList().GroupBy(each => each.Sheet))
        {
            await table.SubmitTransactionAsync(sheet.Select(each => new TableTransactionAction(TableTransactionActionType.Add, SheetRows.OfJournal(each.Sheet, each.Entry))));
        }
    }

    private async Task ErasePersonOf(SheetId sheet)
    {
        var table = Get<StorageClients>().CommitTable(StorageNames.Sheets);
        foreach (var row in await table.RowsOf(sheet.Value, CancellationToken.None).ToListAsync())
        {
            row.Remove("Private");
            row.Remove("PrivateSalt");
            await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
        }
    }

    private async Task<Dictionary<string, string>> HashesOf(string day)
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in (await Published(day)).Files.Select(file => file.Name).Append("manifest.json"))
        {
            hashes.Add(file, Sha256.Of(await Bytes(day, file)));
        }

        return hashes;
    }
}
