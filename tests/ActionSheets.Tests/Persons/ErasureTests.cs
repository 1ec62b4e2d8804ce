using System.Text;
using System.Text.Json;
using ActionSheets.Nights;
using ActionSheets.Persons;
using ActionSheets.Registers;
using ActionSheets.Reviews;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Tests.Nights;
using ActionSheets.Web;
using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker;
using Support;
using Xunit;

namespace ActionSheets.Tests.Persons;

/// <summary>Persons go, figures stay: every stored cell is searched for what was erased, and every night is made again and compared byte for byte.</summary>
public sealed class ErasureTests(Azurite azurite) : NightWorld(azurite)
{
    private const string Submitter = "personne@region.example";
    private const string Respondent = "jeanne@operateur.example";
    private const string Name = "Jeanne Martin";

    [Fact]
    public async Task A_person_is_gone_from_every_stored_cell_and_no_byte_of_any_night_moves()
    {
        var (first, second) = await Happen();
        var before = await Nights();
        Assert.NotEmpty(await CellsWith(Submitter));

        var done = await Erase(new Erasure(NewId(), "administrator", Clock.GetUtcNow(), Submitter, null, null));

        Assert.Empty(await CellsWith(Submitter));
        Assert.True(done.Entries >= 2, $"{done.Entries} entries");
        Assert.NotEmpty(await CellsWith(Respondent));
        await IsSound(first);
        await IsSound(second);
        await MadeAgainTheSame(before);
    }

    [Fact]
    public async Task Who_answered_is_forgotten_and_what_was_answered_is_not()
    {
        var (sheet, _) = await Happen();
        var before = await Nights();

        await Erase(new Erasure(NewId(), "administrator", Clock.GetUtcNow(), Respondent.ToUpperInvariant(), Name, null));

        Assert.Empty(await CellsWith(Respondent));
        Assert.Empty(await CellsWith(Name));
        Assert.NotEmpty(await CellsWith(Submitter));
        var answer = (await Get<SheetStore>().Find(sheet, CancellationToken.None))!.Sheet.RequestById("r1")!.Answer!;
        Assert.Equal((null, "secret", 5_000m), (answer.RespondentName, answer.Comment, answer.Amount));
        var message = (await Journal(sheet)).Single(entry => entry.Event is MessagePosted);
        Assert.Equal((null, "Écrivez à [effacé].", null), (message.Private!.AuthorName, message.Private.Message, message.PrivateSalt));
        await IsSound(sheet);
        await MadeAgainTheSame(before);
    }

    [Fact]
    public async Task All_that_is_personal_in_a_sheet_goes_with_its_salts_and_other_sheets_keep_theirs()
    {
        var (sheet, other) = await Happen();
        var before = await Nights();

        await Erase(new Erasure(NewId(), "administrator", Clock.GetUtcNow(), null, null, sheet.Value));

        Assert.All(await Journal(sheet), entry => Assert.Equal((null, null), (entry.Private, entry.PrivateSalt)));
        Assert.All((await Journal(other)).Take(1), entry => Assert.NotNull(entry.PrivateSalt));
        Assert.DoesNotContain("contact", Encoding.UTF8.GetString((await Get<SheetStore>().Body(sheet, 1, CancellationToken.None))!), StringComparison.Ordinal);
        Assert.DoesNotContain(await CellsWith("secret"), cell => cell.Contains(sheet.Value, StringComparison.Ordinal));
        await IsSound(sheet);
        await MadeAgainTheSame(before);
    }

    [Fact]
    public async Task An_erasure_run_twice_finds_nothing_more_and_its_record_does_not_say_whom()
    {
        await Happen();
        var id = NewId();
        var erasure = new Erasure(id, "administrator", Clock.GetUtcNow(), Submitter, null, null);
        var done = await Erase(erasure);

        Assert.Equal((null, "person"), (done.Email, done.Kind));
        var again = await Erase(new Erasure(NewId(), "administrator", Clock.GetUtcNow(), Submitter, null, null));
        Assert.Equal(0, again.Entries);
        await Get<EraseData>().Run(id, CancellationToken.None);
        Assert.Equal(done, await Get<ErasureStore>().Find(id, CancellationToken.None));
    }

    [Fact]
    public async Task One_whose_message_was_lost_is_rung_for_until_it_is_done()
    {
        var (sheet, _) = await Happen();
        var erasure = new Erasure(NewId(), "administrator", Clock.GetUtcNow(), null, null, sheet.Value);
        await Get<ErasureStore>().Put(erasure);

        await Get<WakeErasures>().Run(new TimerInfo(), CancellationToken.None);

        var queue = Get<StorageClients>().Queue(StorageNames.ErasuresQueue);
        Assert.Equal(erasure.Id, Assert.Single((await queue.ReceiveMessagesAsync(32)).Value).Body.ToString());
        await Get<EraseData>().Run(erasure.Id, CancellationToken.None);
        await Get<WakeErasures>().Run(new TimerInfo(), CancellationToken.None);
        Assert.Empty((await queue.ReceiveMessagesAsync(32)).Value);
    }

    [Fact]
    public async Task After_its_time_a_sheet_keeps_its_figures_and_no_person()
    {
        var (old, moved) = await Happen();
        var before = await Nights();
        Clock.SetUtcNow(Paris("2029-04-01T03:30:00"));
        await Append(moved, "2029-03-01T10:00:00", "region/93", new SheetProgressed(SheetStatus.Abandoned, "Fin"), null);

        await Get<ForgetPersons>().Run(new TimerInfo(), CancellationToken.None);

        Assert.All(await Journal(old), entry => Assert.Null(entry.Private));
        Assert.Contains(await Journal(moved), entry => entry.Private is not null);
        await IsSound(old);
        await MadeAgainTheSame(before);
    }

    [Fact]
    public async Task Before_its_time_nothing_of_a_sheet_goes()
    {
        var (sheet, _) = await Happen();
        Clock.SetUtcNow(Paris("2029-03-30T03:30:00"));

        await Get<ForgetPersons>().Run(new TimerInfo(), CancellationToken.None);

        Assert.NotNull((await Journal(sheet))[0].Private);
    }

    [Fact]
    public async Task Notes_of_downloads_and_drafts_go_after_their_time()
    {
        await Get<NightDownloads>().Note(Day("2019-04-01"), "totals.json", "ministry");
        await Get<StorageClients>().CommitTable(StorageNames.Drafts).AddEntityAsync(new TableEntity("93", Guid.NewGuid().ToString("D")) { ["SavedAt"] = "2019-04-01T10:00:00+02:00", ["SavedBy"] = Submitter });
        Clock.SetUtcNow(Paris("2020-03-31T03:30:00"));
        await Get<ForgetPersons>().Run(new TimerInfo(), CancellationToken.None);
        Assert.NotEmpty(await CellsWith(Submitter));

        Clock.SetUtcNow(Paris("2022-05-02T03:30:00"));
        await Get<ForgetPersons>().Run(new TimerInfo(), CancellationToken.None);

        Assert.Empty(await CellsWith(Submitter));
        Assert.Empty(await CellsWith("totals.json"));
    }

    private static string NewId() => Guid.NewGuid().ToString("N");

    /// <summary>Two sheets of the end of March with persons in every place there is, and the nights since.</summary>
    private async Task<(SheetId First, SheetId Second)> Happen()
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

    private async Task<Erasure> Erase(Erasure erasure)
    {
        await Get<ErasureStore>().Put(erasure);
        await Get<EraseData>().Run(erasure.Id, CancellationToken.None);
        var done = await Get<ErasureStore>().Find(erasure.Id, CancellationToken.None);
        Assert.NotNull(done!.DoneAt);
        return done;
    }

    private async Task<List<JournalEntry>> Journal(SheetId id) => await Get<SheetStore>().Journal(id, CancellationToken.None).ToListAsync();

    /// <summary>The chain holds, and what is stored is the fold of the journal.</summary>
    private async Task IsSound(SheetId id)
    {
        var journal = await Journal(id);
        Assert.All(journal, entry => Assert.True(entry.IsIntact()));
        Assert.Equal(journal.Select(entry => entry.Hash).Prepend(JournalEntry.Genesis).SkipLast(1), journal.Select(entry => entry.PreviousHash));
        var stored = (await Get<SheetStore>().Find(id, CancellationToken.None))!.Sheet;
        Assert.Equal(JsonSerializer.Serialize(Sheet.Fold(journal), SheetJsonContext.Default.Sheet), JsonSerializer.Serialize(stored, SheetJsonContext.Default.Sheet));
    }

    private async Task<Dictionary<string, string>> Nights()
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var blob in Exports.GetBlobsAsync())
        {
            files.Add(blob.Name, Sha256.Of((await Exports.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToArray()));
        }

        return files;
    }

    private async Task MadeAgainTheSame(Dictionary<string, string> before)
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
    private async Task<List<string>> CellsWith(string text)
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
