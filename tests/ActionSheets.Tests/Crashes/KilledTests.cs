using System.Text.Json.Nodes;
using ActionSheets.Mail;
using ActionSheets.Storage;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Support;
using Xunit;
using Xunit.Abstractions;

namespace ActionSheets.Tests.Crashes;

/// <summary>The process is killed at random while sheets come in and letters leave; a Region does what it was told to: sends the same key again.</summary>
public sealed class KilledTests(ITestOutputHelper output)
{
    private const int Rounds = 6;
    private const int Clients = 3;
    private const int SheetsOfEach = 4;

    /// <summary>Milliseconds from a receipt to the kill; a sheet and its letters take about as long.</summary>
    private const int LongestAfterReceipt = 150;

    private static readonly string[] Desks = ["banque-des-territoires", "bpifrance", "etat"];

    [Fact]
    public async Task Whenever_it_is_killed_no_sheet_no_receipt_and_no_letter_is_lost_or_made_twice()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        await using var host = await StartedLocalHost.StartAsync("--clock", Product.Morning);
        var receipts = new Dictionary<Guid, string>();
        for (var round = 0; round < Rounds; round++)
        {
            var keys = Enumerable.Range(0, Clients * SheetsOfEach).Select(_ => NewKey(random)).ToList();
            var given = await SubmitAndKillAsync(host, keys, random);
            await host.RestartInPlaceAsync("--clock", Product.Morning);
            using var region = Region(host);
            var repeated = await Task.WhenAll(keys.Select(key => region.SubmitAsync(Sheet(), key)));
            for (var i = 0; i < keys.Count; i++)
            {
                Assert.True(repeated[i].Status is 200 or 201, $"{repeated[i].Status}: {repeated[i].Text}");
                Assert.True(given[i] is null || (given[i] == repeated[i].Text && repeated[i].Status == 200), $"{given[i]}\n{repeated[i].Text}");
                receipts.Add(keys[i], repeated[i].Text);
            }

            output.WriteLine($"Round {round}: {given.Count(text => text is not null)} receipts before the kill, {repeated.Count(reply => reply.Status == 201)} sheets made after it");
        }

        // Past every doubt about a mail, and past the lapse of every promise whose commit never came.
        await host.AdvanceAsync("PT20M");

        // Two runs of one batch that meet, each with a mail the other is about to send, leave it to the next look.
        await host.AdvanceAsync("PT2M");
        await SheetsStandOnceAsync(host, receipts);
        await LettersLeftAsync(host, receipts.Values.Select(text => JsonNode.Parse(text)!["id"]!.GetValue<string>()));
        Assert.Empty((await host.RowsAsync(StorageNames.Due)).Select(row => $"{row.RowKey}, made {row["MadeAt"]}, due {row["DueAt"]}"));
        Assert.Empty(await host.PoisonAsync());
        Assert.Empty(await host.RowsAsync(StorageNames.DeadLetters));
    }

    private static Guid NewKey(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static JsonObject Sheet()
    {
        var sheet = SheetExamples.Smallest();
        sheet["operatorRequests"] = new JsonArray([.. Desks.SkipLast(1).Select(asked =>
            (JsonNode)new JsonObject { ["operator"] = asked, ["kind"] = "ingenierie", ["request"] = "Conseil." })]);
        return sheet;
    }

    private static HttpClient Region(StartedLocalHost host) => host.As("region", "93", name: "Camille Région", email: "camille@region-93.example");

    /// <summary>Each client sends one sheet after the other until the kill, which comes some time after a number of receipts. The bodies of the receipts that were given, null for the others.</summary>
    private static async Task<string?[]> SubmitAndKillAsync(StartedLocalHost host, List<Guid> keys, Random random)
    {
        var given = new string?[keys.Count];
        using var region = Region(host);
        var clients = Enumerable.Range(0, Clients).Select(async client =>
        {
            for (var i = client; i < keys.Count; i += Clients)
            {
                try
                {
                    given[i] = (await region.SubmitAsync(Sheet(), keys[i])).Is(201).Text;
                }
                catch (HttpRequestException)
                {
                    return;
                }
            }
        }).ToList();
        var receipts = random.Next(keys.Count);
        await Probe.UntilAsync($"{receipts} receipts are given", () => given.Count(text => text is not null) >= receipts);
        await Task.Delay(random.Next(LongestAfterReceipt));
        await host.KillAsync();
        await Task.WhenAll(clients);
        return given;
    }

    private static async Task SheetsStandOnceAsync(StartedLocalHost host, Dictionary<Guid, string> receipts)
    {
        var sheets = await Invariants.HoldAsync(await host.StorageAsync());
        Assert.Equal(receipts.Count, sheets.Count);
        Assert.All(sheets.Values, sheet => Assert.Equal("UnderReview", sheet.Status.ToString()));
        using var region = Region(host);
        foreach (var (key, text) in receipts)
        {
            Assert.Equal(text, (await region.SubmitAsync(Sheet(), key)).Is(200).Text);
            var sha256 = JsonNode.Parse(text)!["receipt"]!["sha256"]!.GetValue<string>();
            Assert.True((await host.Client.ReadAsync($"/api/receipts/{sha256}")).Is(200).Json.GetProperty("known").GetBoolean());
        }
    }

    /// <summary>One letter for each desk; a copy is owed to a run that died between its two marks, and says the same.</summary>
    private async Task LettersLeftAsync(StartedLocalHost host, IEnumerable<string> sheets)
    {
        var letters = (await host.MailsAsync()).ToLookup(Product.KeyOf, StringComparer.Ordinal);
        var marks = (await host.RowsAsync(StorageNames.Mails)).Where(row => row.RowKey == MailRow.RowKey).ToDictionary(row => row.PartitionKey, MailRow.FromEntity, StringComparer.Ordinal);
        var expected = sheets.SelectMany(sheet => Desks.Select(desk => $"{sheet}.v1.{desk}")).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(expected.Order(StringComparer.Ordinal), letters.Select(letter => letter.Key).Order(StringComparer.Ordinal));
        foreach (var letter in letters)
        {
            var mark = marks[letter.Key];
            Assert.Equal(MailState.Accepted, mark.State);
            Assert.InRange(letter.Count(), 1, mark.Attempts);
            Assert.Single(letter.Select(mail => $"{string.Join(' ', mail.To)}\n{mail.Subject}\n{mail.Text}\n{mail.Html}").Distinct(StringComparer.Ordinal));
        }

        output.WriteLine($"{letters.Count(letter => letter.Count() > 1)} of {letters.Count} letters left twice");
    }
}
