using System.Globalization;
using System.Text.Json;
using ActionSheets.Nights;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using Azure.Data.Tables;
using Support;
using Xunit;

namespace ActionSheets.Tests.Nights;

/// <summary>A life at random, its books kept apart by the test: every night says what the books say, and made again it is the same bytes.</summary>
public sealed class NightLifeTests(Azurite azurite) : NightWorld(azurite)
{
    /// <summary>Both changes of the clock, a 29 February, and days a year apart.</summary>
    private static readonly string[] Days =
    [
        "2019-02-27", "2019-02-28", "2019-03-01", "2019-03-02", "2019-03-30", "2019-03-31", "2019-04-01",
        "2019-10-26", "2019-10-27", "2019-10-28", "2020-02-28", "2020-02-29", "2020-03-01", "2020-03-02",
    ];

    private readonly Dictionary<string, List<LedgerSheet>> _books = new(StringComparer.Ordinal);

    [Theory]
    [InlineData(20190322)]
    public async Task Every_night_of_a_random_life_is_as_the_books_and_stays_so_for_ever(int seed)
    {
        Clock.SetUtcNow(Paris("2020-03-10T08:00:00"));
        var life = new RandomLife(seed, Paris);
        var first = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (var day in Days)
        {
            await Store(life.Day(day, events: 30));
            _books[day] = [.. life.Books.Values.Select(book => book.Copy())];
            await MakeAside(day);
            await IsAsTheBooks(day);
            first.Add(day, await HashesOf(day));
        }

        Assert.True(life.Events >= 400 && life.Books.Values.Any(book => book.IsWithdrawn) && life.Books.Values.Any(book => book.Requests.Exists(request => request.Status == "to-reconfirm")));
        await ErasePersons();
        foreach (var day in Days)
        {
            await MakeAside(day);
            Assert.Equal(first[day], await HashesOf(day));
        }

        await ForgetNights();
        foreach (var day in Days.Reverse())
        {
            await MakeAside(day);
            Assert.Equal(first[day], await HashesOf(day));
        }
    }

    private async Task IsAsTheBooks(string day)
    {
        var now = _books[day];
        var (before, yearBefore) = (BooksAtEndOf(Day(day).AddDays(-1)), BooksAtEndOf(Day(day).AddYears(-1)));
        var totals = await Json(day, "totals.json");
        Assert.Equal(now.Count, totals.GetProperty("sheets").GetInt32());
        Assert.Equal(now.Sum(sheet => sheet.Requests.Count), totals.GetProperty("requests").GetInt32());
        Assert.Equal(now.Sum(sheet => sheet.Requests.Count(request => request.Status == "answered")), totals.GetProperty("answers").GetInt32());
        Assert.Equal(InForce("agreement-in-principle"), totals.GetProperty("agreementsInPrinciple").GetInt32());
        Assert.Equal(InForce("accelerated-appraisal"), totals.GetProperty("acceleratedAppraisals").GetInt32());
        Assert.Equal(now.Select(sheet => sheet.Territory).Distinct(StringComparer.Ordinal).Count(), totals.GetProperty("territoriesWithSheets").GetInt32());
        Assert.Equal(
            (now.Sum(sheet => sheet.Budget ?? 0), now.Sum(Asked), now.Sum(Agreed), now.Sum(Paid)),
            (Amount("budget"), Amount("requested"), Amount("agreed"), Amount("paid")));
        foreach (var (prefix, mayRead) in ((string, Func<LedgerSheet, bool>)[])[("", _ => true), ("regions/75/", sheet => sheet.Region == "75"), ("regions/93/", sheet => sheet.Region == "93"), ("regions/76/", sheet => sheet.Territory == "lacq-pau-tarbes")])
        {
            if (prefix.Length == 0 || now.Exists(sheet => mayRead(sheet)))
            {
                await LinesAre(day, prefix, now.FindAll(sheet => mayRead(sheet)), before.FindAll(sheet => mayRead(sheet)), yearBefore.FindAll(sheet => mayRead(sheet)));
            }
        }

        var changes = await Csv(day, "changes.csv");
        Assert.Equal(now.Count - before.Count, changes.Count(line => line[1] == "entree"));
        Assert.Equal(now.Count(sheet => sheet.IsWithdrawn) - before.Count(sheet => sheet.IsWithdrawn), changes.Count(line => line[1] == "sortie"));
        var lines = (await Text(day, "action-sheets.jsonl")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line));
        Assert.Equal(
            now.Select(sheet => (sheet.Reference, sheet.Status)).Order(),
            lines.Select(line => (line.GetProperty("reference").GetString()!, line.GetProperty("status").GetString()!)).Order());

        int InForce(string kind) => now.Sum(sheet => sheet.Requests.Count(request => request.Status != "cancelled" && request.LastAnswer?.Kind == kind));

        decimal Amount(string name) => totals.GetProperty("amounts").GetProperty(name).GetDecimal();
    }

    private async Task LinesAre(string day, string prefix, List<LedgerSheet> now, List<LedgerSheet> before, List<LedgerSheet> yearBefore)
    {
        var sheets = await Csv(day, prefix + "action-sheets.csv");
        Assert.Equal(
            now.OrderBy(sheet => sheet.Region, StringComparer.Ordinal).ThenBy(sheet => sheet.Reference, StringComparer.Ordinal)
                .Select(sheet => (sheet.Reference, Text(sheet.Version), sheet.Territory, sheet.Status, Money(sheet.Budget), Money(Asked(sheet)), Money(Agreed(sheet)), Money(Paid(sheet)))),
            sheets.Skip(1).Select(cells => (cells[0], cells[2], cells[3], cells[11], cells[13], cells[14], cells[15], cells[17])));
        foreach (var (file, keyOf) in ((string, Func<LedgerSheet, string>)[])[("by-region", sheet => sheet.Region), ("by-territory", sheet => sheet.Territory), ("by-axis", sheet => sheet.Axis), ("by-status", sheet => sheet.Status)])
        {
            Assert.Equal(
                now.GroupBy(keyOf).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => string.Join(';', (string[])
                [
                    group.Key, Text(group.Count()), Text(before.Count(sheet => keyOf(sheet) == group.Key)), Text(yearBefore.Count(sheet => keyOf(sheet) == group.Key)),
                    Text(group.Sum(sheet => sheet.Requests.Count)), Text(group.Sum(sheet => sheet.Requests.Count(request => request.Status == "answered"))),
                    Money(group.Sum(sheet => sheet.Budget ?? 0)), Money(group.Sum(Asked)), Money(group.Sum(Agreed)), Money(group.Sum(Paid)),
                ])),
                (await Csv(day, $"{prefix}{file}.csv")).Skip(1).Select(cells => string.Join(';', cells.Where((_, place) => place is 0 or (> 1 and < 11)))));
        }

        Assert.Equal(
            now.SelectMany(sheet => sheet.Requests).GroupBy(request => request.Operator).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => (group.Key, Text(group.Count()), Money(group.Sum(request => request.Asked)), Money(group.Sum(request => request.Agreed)), Money(group.Sum(request => request.Paid)))),
            (await Csv(day, prefix + "by-operator.csv")).Skip(1).Select(cells => (cells[0], cells[5], cells[8], cells[9], cells[10])));
    }

    private List<LedgerSheet> BooksAtEndOf(DateOnly day) =>
        Days.LastOrDefault(each => Day(each) <= day) is { } last ? _books[last] : [];

    private async Task Store(IEnumerable<(SheetId Sheet, JournalEntry Entry)> happened)
    {
        var table = Get<StorageClients>().CommitTable(StorageNames.Sheets);
        foreach (var sheet in happened.ToList().GroupBy(each => each.Sheet))
        {
            await table.SubmitTransactionAsync(sheet.Select(each => new TableTransactionAction(TableTransactionActionType.Add, SheetRows.OfJournal(each.Sheet, each.Entry))));
        }
    }

    private async Task ErasePersons()
    {
        var table = Get<StorageClients>().CommitTable(StorageNames.Sheets);
        foreach (var row in await table.QueryAsync<TableEntity>(filter: "PrivateSalt ne ''").ToListAsync())
        {
            row.Remove("Private");
            row.Remove("PrivateSalt");
            await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
        }

        Assert.Empty(await table.QueryAsync<TableEntity>(filter: "PrivateSalt ne ''").ToListAsync());
    }

    private async Task ForgetNights()
    {
        foreach (var day in Days)
        {
            await Register.Unpublish(Day(day));
        }

        foreach (var blob in await Exports.GetBlobsAsync().ToListAsync())
        {
            await Exports.DeleteBlobAsync(blob.Name);
        }
    }

    private Task MakeAside(string night) => Get<NightMaker>().Make(Day(night), previous: null, isAside: true, CancellationToken.None);

    private async Task<Dictionary<string, string>> HashesOf(string day)
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in (await Published(day)).Files.Select(file => file.Name).Append("manifest.json"))
        {
            hashes.Add(file, Sha256.Of(await Bytes(day, file)));
        }

        return hashes;
    }

    private static decimal Asked(LedgerSheet sheet) => sheet.Requests.Sum(request => request.Asked);

    private static decimal Agreed(LedgerSheet sheet) => sheet.Requests.Sum(request => request.Agreed);

    private static decimal Paid(LedgerSheet sheet) => sheet.Requests.Sum(request => request.Paid);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Money(decimal? euros) => euros?.ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',') ?? "";
}
