using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using Azure.Data.Tables;

namespace Benchmarks.Loads;

/// <summary>
/// Sheets as they stand in the table when the operators have done what they were asked, put there without the product: the samples in turn, a letter to each
/// operator sent and delivered, each request answered. Reminders, corrections and what follows a promise would come on top.
/// </summary>
internal static class StoredSheets
{
    private const int Clients = 16;

    /// <summary>Everything happens on this day.</summary>
    public static readonly DateOnly Day = new(2019, 3, 22);

    private static readonly DateTimeOffset Submitted = ParisDay.StartOf(Day).AddHours(9);
    private static readonly IReadOnlyList<(string Text, JsonObject Sheet)> Samples = Read();

    public static async Task StoreAsync(StorageClients storage, int from, int to, CancellationToken cancellationToken)
    {
        var table = storage.CommitTable(StorageNames.Sheets);
        await table.CreateIfNotExistsAsync(cancellationToken);
        await Parallel.ForEachAsync(
            Enumerable.Range(from, to - from),
            new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = cancellationToken },
            async (number, token) => await table.SubmitTransactionAsync(RowsOf(number).Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), token));
    }

    public static int SampleCount => Samples.Count;

    public static (SheetId Id, IReadOnlyList<JournalEntry> Journal) JournalOf(int number)
    {
        var content = Samples[number % Samples.Count].Sheet;
        var region = (string)content["leadRegionCode"]!;
        var id = SheetId.For(region, new Guid(number, 0, 0, new byte[8]));
        return (id, JournalOf(id, region, number, content));
    }

    private static IEnumerable<TableEntity> RowsOf(int number)
    {
        var text = Samples[number % Samples.Count].Text;
        var (id, journal) = JournalOf(number);
        yield return SheetRows.OfHead(id, Sheet.Fold(journal), SheetStore.NewWriteId());
        foreach (var row in SheetRows.OfBody(id, 1, Encoding.UTF8.GetBytes(text)).Concat(journal.Select(entry => SheetRows.OfJournal(id, entry))))
        {
            yield return row;
        }

        yield return new TableEntity(id.Value, $"k|{Guid.NewGuid():D}") { ["Reference"] = number, ["Fingerprint"] = new string('0', 64) };
    }

    private static List<JournalEntry> JournalOf(SheetId id, string region, int number, JsonObject content)
    {
        ImmutableArray<RequestMade> requests = [.. content["operatorRequests"]!.AsArray().Select((request, i) => new RequestMade(
            string.Create(CultureInfo.InvariantCulture, $"r{i + 1}"), (string)request!["operator"]!, (string)request["kind"]!, (decimal?)request["amount"]))];
        var submitted = new SheetSubmitted(
            id.Value, string.Create(CultureInfo.InvariantCulture, $"TI-{region}-{number:D4}"), 1, (string)content["territoryId"]!, region, (string)content["axis"]!,
            (string)content["title"]!, (string)content["projectOwner"]!["name"]!, (string?)content["projectOwner"]!["siren"], (decimal?)content["budget"]?["totalExclTax"],
            0, new string('0', 64), requests);
        var entries = new List<JournalEntry>
        {
            JournalEntry.Append(1, Submitted, "region/" + region, submitted, new PrivateData(SubmittedBy: "banc@region.example"), JournalEntry.Genesis),
        };
        foreach (var asked in requests.GroupBy(request => request.Operator, StringComparer.Ordinal))
        {
            var (letter, due) = ($"{id}.v1.{asked.Key}", Day.AddDays(21));
            ImmutableArray<string> asks = [.. asked.Select(request => request.Id)];
            Add(new LetterSent(letter, 1, asked.Key, asked.Key + "/*", asks, Submitted.AddMinutes(1), due), null);
            Add(new LetterDelivered(letter, asks, Submitted.AddMinutes(2), due, "15 working days after 2019-03-22"), null);
        }

        foreach (var (i, request) in requests.Index())
        {
            var given = new AnswerGiven(
                i + 1, request.Id, AnswerKinds.AgreementInPrinciple, request.Amount, "subvention", null, null, null, 1, null, new string('1', 64), $"{id}.v1.{request.Operator}");
            Add(given, new PrivateData(RespondentName: "Banc d'essai", RespondentEmail: "banc@operateur.example", Comment: "Accord sous réserve du comité d'engagement."));
        }

        return entries;

        void Add(SheetEvent happened, PrivateData? personal) => entries.Add(JournalEntry.Append(
            entries.Count + 1, Submitted.AddMinutes(entries.Count), "mail", happened, personal, entries[^1].Hash));
    }

    private static List<(string Text, JsonObject Sheet)> Read()
    {
        using var stream = ReferenceFiles.OpenSampleSheets();
        return [.. JsonNode.Parse(stream)!["sheets"]!.AsArray().Select(sheet => (sheet!.ToJsonString(), sheet.AsObject()))];
    }
}
