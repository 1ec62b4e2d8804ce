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

    private Task IsAsTheBooks(string day) => new LedgerComparison(file => Bytes(day, file)).Holds(
        Day(day), _books[day], BooksAtEndOf(Day(day).AddDays(-1)), BooksAtEndOf(Day(day).AddYears(-1)), signed: 0);

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
}
