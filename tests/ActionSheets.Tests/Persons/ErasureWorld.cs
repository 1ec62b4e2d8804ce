using System.Text;
using System.Text.Json;
using ActionSheets.Attachments;
using ActionSheets.Drafts;
using ActionSheets.Nights;
using ActionSheets.Persons;
using ActionSheets.Registers;
using ActionSheets.Reviews;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Tests.Nights;
using ActionSheets.Web;
using Azure.Data.Tables;
using Support;
using Xunit;

namespace ActionSheets.Tests.Persons;

/// <summary>Two sheets with persons in every place there is, and ways to look for them.</summary>
public abstract class ErasureWorld(Azurite azurite) : NightWorld(azurite)
{
    private protected const string Submitter = "personne@region.example";
    private protected const string Respondent = "jeanne@operateur.example";
    private protected const string Name = "Jeanne Martin";

    private protected static string NewId() => Guid.NewGuid().ToString("N");

    /// <summary>Two sheets of the end of March with persons in every place there is, and the nights since.</summary>
    private protected async Task<(SheetId First, SheetId Second)> Happen()
    {
        var first = await Submit("2019-03-30T09:00:00", "TI-93-0001", budget: 10_000, requests: new RequestMade("r1", "bpifrance", "pret", 8_000));
        var second = await Submit("2019-03-31T09:00:00", "TI-93-0002", requests: new RequestMade("r1", "bpifrance", "pret", null));
        await Send(first, "2019-03-30T10:00:00", "2019-04-19", "r1");
        await Answer(first, "2019-03-31T15:00:00", "r1", AnswerKinds.AgreementInPrinciple, 5_000, "pret");
        await Append(first, "2019-03-31T16:00:00", "operator/bpifrance", new MessagePosted(1), new PrivateData(AuthorName: Name, Message: $"Écrivez à {Respondent}."));
        await Get<SheetStore>().ReplaceBody(first, 1, Encoding.UTF8.GetBytes($$"""{"title":"Une fiche","contact":{"role":"cheffe de projet","email":"{{Submitter}}"},"description":"Voir {{Submitter}}, ou {{Respondent}}.","amount":10000.00}"""));
        foreach (var id in new[] { first, second })
        {
            await Get<SheetIndex>().Put((await Get<SheetStore>().Find(id, CancellationToken.None))!.Sheet, CancellationToken.None);
        }

        foreach (var email in new[] { Submitter, Respondent })
        {
            await Get<AccessRegister>().Write(new AccessEntry(email, Who.Region, "93", null, null, null), CancellationToken.None);
            var unconfirmed = new TableEntity($"{first.Value}.v1.bpifrance", $"u|{UnconfirmedAnswers.PersonOf(email)}|r1");
            unconfirmed.SetText("Answer", $$"""{"email":"{{email}}","name":"{{(email == Respondent ? Name : "X")}}"}""");
            await Get<StorageClients>().CommitTable(StorageNames.Mails).AddEntityAsync(unconfirmed);
        }

        await Get<RegionRegister>().Write(new RegionSettings("93", Validator: Submitter), CancellationToken.None);
        await Make("2019-04-01");
        return (first, second);
    }

    private protected async Task<Draft> Drafted(string content, string by, Signature? signature)
    {
        var at = Paris("2019-04-01T10:00:00");
        var draft = new Draft(Guid.NewGuid(), "93", 1, Encoding.UTF8.GetBytes(content), at, at, by) { Signature = signature };
        await Get<DraftStore>().Add(draft, CancellationToken.None);
        return draft;
    }

    private protected async Task<AttachmentLine> Attached(SheetId sheet, string name)
    {
        using var content = new MemoryStream("%PDF-1.7"u8.ToArray());
        var line = new AttachmentLine(new AttachmentId(sheet, 1), name, "application/pdf", content.Length, Sha256.Of(content.ToArray()));
        Assert.NotNull(await Get<AttachmentStore>().TryAdd(line, CancellationToken.None));
        Assert.True(await Get<AttachmentFiles>().TryKeep(line.Id, content, line.Sha256, CancellationToken.None));
        return line;
    }

    private protected Task RunAsync(string id) => Get<EraseData>().Run(ErasureStore.MessageFor(id), CancellationToken.None);

    private protected async Task<Erasure> Erase(Erasure erasure)
    {
        await Get<ErasureStore>().Put(erasure);
        await RunAsync(erasure.Id);
        var done = await Get<ErasureStore>().Find(erasure.Id, CancellationToken.None);
        Assert.NotNull(done!.DoneAt);
        return done;
    }

    private protected async Task<List<JournalEntry>> Journal(SheetId id) => await Get<SheetStore>().Journal(id, CancellationToken.None).ToListAsync();

    /// <summary>The chain holds, and what is stored is the fold of the journal.</summary>
    private protected async Task IsSound(SheetId id)
    {
        var journal = await Journal(id);
        Assert.All(journal, entry => Assert.True(entry.IsIntact()));
        Assert.Equal(journal.Select(entry => entry.Hash).Prepend(JournalEntry.Genesis).SkipLast(1), journal.Select(entry => entry.PreviousHash));
        var stored = (await Get<SheetStore>().Find(id, CancellationToken.None))!.Sheet;
        Assert.Equal(JsonSerializer.Serialize(Sheet.Fold(journal), SheetJsonContext.Default.Sheet), JsonSerializer.Serialize(stored, SheetJsonContext.Default.Sheet));
    }

    private protected async Task<Dictionary<string, string>> Nights()
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var blob in Exports.GetBlobsAsync())
        {
            files.Add(blob.Name, Sha256.Of((await Exports.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToArray()));
        }

        return files;
    }

    private protected async Task MadeAgainTheSame(Dictionary<string, string> before)
    {
        Assert.Contains("2019/03/31/totals.json", before.Keys);
        foreach (var night in new[] { "2019-03-30", "2019-03-31", "2019-04-01" })
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            await Get<NightMaker>().Make(Day(night), (await Published(night)).Previous, isAside: false, CancellationToken.None);
            Assert.Equal(Clock.GetUtcNow(), (await Published(night)).CheckedAt);
        }

        Assert.Equal(before, (await Nights()).Where(file => before.ContainsKey(file.Key)).ToDictionary());
    }

    /// <summary>Where a text stands, in any table and any spelling.</summary>
    private protected async Task<List<string>> CellsWith(string text)
    {
        var cells = new List<string>();
        foreach (var table in StorageNames.Tables)
        {
            await foreach (var row in Get<StorageClients>().Table(table).QueryAsync<TableEntity>())
            {
                cells.AddRange(row.Where(cell => Text(cell.Value).Contains(text, StringComparison.OrdinalIgnoreCase)).Select(cell => $"{table}/{row.PartitionKey}/{row.RowKey}/{cell.Key}"));
            }
        }

        return cells;

        static string Text(object? value) => value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : FormattableString.Invariant($"{value}");
    }
}
