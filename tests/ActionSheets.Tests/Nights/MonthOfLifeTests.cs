using System.Globalization;
using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Support;
using Xunit;
using Xunit.Abstractions;

namespace ActionSheets.Tests.Nights;

/// <summary>
/// A month of random life through every door, the day of 23 hours in it, with desks that fall silent: each night that the product made by itself says
/// what the test's own books say, and all of them made again in an empty place are the same bytes.
/// </summary>
public sealed class MonthOfLifeTests(ITestOutputHelper output)
{
    private const int Days = 31;
    private const int EventsAtOnce = 22;
    private const string SeedVariable = "MONTH_OF_LIFE_SEED";

    private static readonly DateOnly First = new(2019, 3, 10);

    /// <summary>What a night is made of: not the nights themselves, nor what they keep for each other, nor mail.</summary>
    private static readonly string[] Truth = ["Sheets", "Agreements", "Counters", "Desks", "Access", "Regions"];

    private readonly List<List<LedgerSheet>> _books = [];
    private readonly List<int> _signed = [];

    [Fact]
    public async Task Every_night_of_a_month_says_what_the_books_say_and_made_again_elsewhere_is_the_same_bytes()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"{SeedVariable}={seed}");
        await using var host = await StartedLocalHost.StartAsync("--clock", At(First, 8, 30));
        var storage = await host.StorageAsync();
        await Live(host, storage, seed);

        for (var day = 0; day < Days; day++)
        {
            await IsAsTheBooks(storage, day);
        }

        await using var elsewhere = await StartedLocalHost.StartAsync("--clock", At(First.AddDays(Days), 9, 0));
        var copy = await elsewhere.StorageAsync();
        await Copy(storage, copy);
        using var administrator = elsewhere.As("administrator", name: "Alix", email: "alix@ministere.example");
        (await administrator.PostAsync($"/api/exports/{Text(First.AddDays(Days - 1))}", new JsonObject())).Is(202);
        await elsewhere.AdvanceAsync("PT0S");
        Assert.Equal(await HashesOf(storage), await HashesOf(copy));
    }

    private async Task Live(StartedLocalHost host, string storage, int seed)
    {
        var hours = new Random(seed);
        using var life = new MonthOfLife(host, storage, seed);
        for (var i = 0; i < Days; i++)
        {
            var day = First.AddDays(i);
            string[] moments = [i % 3 == 0 ? At(day, 0, 0) : At(day, hours.Next(8), hours.Next(60)), At(day, hours.Next(9, 22), hours.Next(60)), At(day, 23, 50)];
            foreach (var (moment, part) in moments.Select((moment, part) => (moment, part)).Where(each => i > 0 || each.part > 0))
            {
                await Move(host, moment);
                if (part == 1)
                {
                    foreach (var book in life.Books.Values)
                    {
                        book.Remind(day);
                    }

                    await life.ReadMail();
                }

                await life.Happen(day, EventsAtOnce);
            }

            _books.Add([.. life.Books.Values.Select(book => book.Copy())]);
            _signed.Add(life.Signed);
        }

        await Move(host, At(First.AddDays(Days), 7, 30));
        output.WriteLine($"{life.Events} events, {life.Books.Count} sheets");
        string[] kinds = ["remise", "relance", "délai", "suivi", "contractualisation", "avancement", "réponse de la Région", "version"];
        Assert.All(kinds, kind => Assert.Contains(life.Books.Values, book => book.Happened.Exists(one => one.Words.StartsWith(kind, StringComparison.Ordinal))));
        var complaints = LogEntries.Complaints(host.Errors).ToList();
        Assert.True(complaints.Count == 0, string.Join("\n\n", complaints));
    }

    private Task IsAsTheBooks(string storage, int day) => new LedgerComparison(async file =>
    {
        var blob = Exports(storage).GetBlobClient(First.AddDays(day).ToString("yyyy/MM/dd/", CultureInfo.InvariantCulture) + file);
        return (await blob.DownloadContentAsync()).Value.Content.ToArray();
    }).Holds(First.AddDays(day), _books[day], day == 0 ? [] : _books[day - 1], [], _signed[day]);

    private static async Task Copy(string from, string to)
    {
        foreach (var name in Truth)
        {
            var (source, target) = (new TableClient(from, name), new TableClient(to, name));
            var partitions = await source.QueryAsync<TableEntity>().GroupBy(row => row.PartitionKey).ToDictionaryAsync(group => group.Key, group => group.ToList());
            await Parallel.ForEachAsync(partitions.Values.SelectMany(rows => rows.Chunk(100)), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (rows, _) =>
                await target.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), CancellationToken.None));
        }
    }

    /// <summary>Every file of every night.</summary>
    private static async Task<SortedDictionary<string, string>> HashesOf(string storage)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var blob in Exports(storage).GetBlobsAsync())
        {
            hashes.Add(blob.Name, Sha256.Of((await Exports(storage).GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToArray()));
        }

        Assert.Equal(Days, hashes.Keys.Count(name => name.EndsWith("/manifest.json", StringComparison.Ordinal)));
        return hashes;
    }

    private static async Task Move(StartedLocalHost host, string now) => (await host.PostAsync("/local/clock", new { now })).EnsureSuccessStatusCode();

    private static BlobContainerClient Exports(string storage) => new(storage, "exports");

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A wall clock in Paris; an hour that the change of the clock skips is the one after it.</summary>
    private static string At(DateOnly day, int hour, int minute)
    {
        var wall = day.ToDateTime(new TimeOnly(hour, minute));
        return new DateTimeOffset(wall, TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris").GetUtcOffset(wall)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }
}
