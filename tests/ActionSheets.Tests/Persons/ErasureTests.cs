using System.Text;
using System.Text.Json;
using ActionSheets.Attachments;
using ActionSheets.Drafts;
using ActionSheets.Mail;
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

        var done = await Erase(new Erasure(NewId(), Clock.GetUtcNow(), Submitter, null, null));

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

        await Erase(new Erasure(NewId(), Clock.GetUtcNow(), Respondent.ToUpperInvariant(), Name, null));

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

        await Erase(new Erasure(NewId(), Clock.GetUtcNow(), null, null, sheet.Value));

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
        var erasure = new Erasure(id, Clock.GetUtcNow(), Submitter, null, null);
        var done = await Erase(erasure);

        Assert.Equal((null, "person"), (done.Email, done.Kind));
        var again = await Erase(new Erasure(NewId(), Clock.GetUtcNow(), Submitter, null, null));
        Assert.Equal(0, again.Entries);
        await RunAsync(id);
        Assert.Equal(done, await Get<ErasureStore>().Find(id, CancellationToken.None));
    }

    [Fact]
    public async Task One_whose_message_was_lost_is_rung_for_until_it_is_done()
    {
        var (sheet, _) = await Happen();
        var erasure = new Erasure(NewId(), Clock.GetUtcNow(), null, null, sheet.Value);
        await Get<ErasureStore>().Put(erasure);

        await Get<WakeErasures>().Run(new TimerInfo(), CancellationToken.None);

        var queue = Get<StorageClients>().Queue(StorageNames.ErasuresQueue);
        Assert.Equal($$"""{"erasure":"{{erasure.Id}}"}""", Assert.Single((await queue.ReceiveMessagesAsync(32)).Value).Body.ToString());
        await RunAsync(erasure.Id);
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
        var draft = await Drafted("{}", Submitter, null);
        var file = await Attached(DraftFiles.SheetOf(draft), "plan.pdf");
        Clock.SetUtcNow(Paris("2020-03-31T03:30:00"));
        await Get<ForgetPersons>().Run(new TimerInfo(), CancellationToken.None);
        Assert.NotEmpty(await CellsWith(Submitter));

        Clock.SetUtcNow(Paris("2022-05-02T03:30:00"));
        await Get<ForgetPersons>().Run(new TimerInfo(), CancellationToken.None);

        Assert.Empty(await CellsWith(Submitter));
        Assert.Empty(await CellsWith("totals.json"));
        Assert.Null(await Get<AttachmentFiles>().Open(file.Id, file.Sha256, CancellationToken.None));
        Assert.Null(await Get<AttachmentStore>().Find(file.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Where_the_person_signed_for_a_Region_nobody_signs_any_more()
    {
        await Happen();
        Assert.Equal(Submitter, await Get<DraftSigning>().ValidatorOf("93", byApi: false, CancellationToken.None));
        await Get<RegionRegister>().Write(new RegionSettings("84", Day("2019-06-01"), Respondent), CancellationToken.None);

        await Erase(new Erasure(NewId(), Clock.GetUtcNow(), Submitter, null, null));

        Assert.Null(await Get<DraftSigning>().ValidatorOf("93", byApi: false, CancellationToken.None));
        Assert.Equal(new RegionSettings("84", Day("2019-06-01"), Respondent), await Get<RegionRegister>().Find("84", CancellationToken.None));
    }

    [Fact]
    public async Task Bytes_go_with_their_sheet_whatever_the_name_of_the_file()
    {
        var (sheet, _) = await Happen();
        var file = await Attached(sheet, "piece-1.pdf");

        await Erase(new Erasure(NewId(), Clock.GetUtcNow(), null, null, sheet.Value));

        Assert.Null(await Get<AttachmentFiles>().Open(file.Id, file.Sha256, CancellationToken.None));
    }

    [Fact]
    public async Task Drafts_lose_the_person_however_long_they_are_and_whatever_else_they_hold()
    {
        await Happen();
        var store = Get<DraftStore>();
        var filler = new string('x', 500_000);
        var asked = new Signature(3, 1, Submitter, Respondent, Clock.GetUtcNow());
        var strange = await Drafted("""{"title":"\ud800","description":"Sans personne."}""", Respondent, null);
        var large = await Drafted($$"""{"title":"{{filler}}","description":"Voir {{Submitter}}."}""", Submitter, asked);
        var shrunk = await Drafted($$"""{"description":"{{string.Concat(Enumerable.Repeat(Submitter, 3_000))}}"}""", Respondent, null);

        await Erase(new Erasure(NewId(), Clock.GetUtcNow(), Submitter, null, null));

        Assert.Empty(await CellsWith(Submitter));
        var (left, kept, small) = ((await store.Find("93", large.Id, CancellationToken.None))!, await store.Find("93", strange.Id, CancellationToken.None), (await store.Find("93", shrunk.Id, CancellationToken.None))!);
        Assert.Equal($$"""{"title":"{{filler}}","description":"Voir [effacé]."}""", Encoding.UTF8.GetString(left.Content.Span));
        Assert.Equal((2, "", 3, "", Respondent, false), (left.Revision, left.SavedBy, left.Signature!.Number, left.Signature.Validator, left.Signature.AskedBy, left.AwaitsSignature));
        Assert.Equal((1, Respondent), (kept!.Revision, kept.SavedBy));
        Assert.Equal($$"""{"description":"{{string.Concat(Enumerable.Repeat("[effacé]", 3_000))}}"}""", Encoding.UTF8.GetString(small.Content.Span));
    }

    [Fact]
    public async Task A_body_that_shrinks_leaves_nothing_behind()
    {
        var (sheet, _) = await Happen();
        var sheets = Get<SheetStore>();

        // The second part of a body that took two rows: the emulator replaces no row as large as a first part is then.
        var second = new TableEntity(sheet.Value, SheetRows.VersionKey(1, 1));
        second.SetText("Body", "lettres");
        await Get<StorageClients>().CommitTable(StorageNames.Sheets).AddEntityAsync(second);
        Assert.Single(await CellsWith("lettres"));

        await sheets.ReplaceBody(sheet, 1, "{}"u8.ToArray());

        Assert.Equal("{}"u8.ToArray(), await sheets.Body(sheet, 1, CancellationToken.None));
        Assert.Empty(await CellsWith("lettres"));
    }

    [Fact]
    public async Task Mail_that_is_owed_answers_that_were_begun_and_names_of_files_lose_the_person()
    {
        var (sheet, _) = await Happen();
        var letter = $"{sheet.Value}.v1.bpifrance";
        var mails = Get<StorageClients>().CommitTable(StorageNames.Mails);
        await Get<OwedMail>().Owe(new OutboxRow(new MailBatch(MailKind.PassedOn, letter, "colleague"), Clock.GetUtcNow(), Respondent), CancellationToken.None);
        await Get<OwedMail>().Owe(new OutboxRow(new MailBatch(MailKind.PassedOn, letter, "other"), Clock.GetUtcNow(), Submitter), CancellationToken.None);
        await mails.AddEntityAsync(new TableEntity(letter, $"f|20190402|{Get<PassingOn>().KeysOf(Respondent)[0]}"));
        await mails.AddEntityAsync(new TableEntity(letter, "f|20190402|other"));
        var begun = new TableEntity(letter, "b|r1");
        begun.SetText("Draft", JsonSerializer.Serialize(new AnswerDraft("r1", new Dictionary<string, string> { ["comment"] = $"Voir {Respondent}." }, Name, Clock.GetUtcNow()), Wire.Json));
        await mails.AddEntityAsync(begun);
        var named = await Attached(sheet, $"CV {Name}.pdf");
        await Append(sheet, "2019-03-31T17:00:00", "operator/bpifrance", named.Attached, new PrivateData(FileName: named.Name));

        await Erase(new Erasure(NewId(), Clock.GetUtcNow(), Respondent, Name, null));

        Assert.Empty(await CellsWith(Respondent));
        Assert.Empty(await CellsWith(Name));
        var rows = await mails.QueryAsync<TableEntity>(row => row.PartitionKey == letter).ToDictionaryAsync(row => row.RowKey);
        Assert.Equal(["b|r1", "f|20190402|other", "o|passed-on|other"], rows.Keys.Where(key => key[0] is 'b' or 'f' or 'o').Order(StringComparer.Ordinal));
        Assert.Contains("Voir [effac", rows["b|r1"].GetText("Draft"), StringComparison.Ordinal);
        Assert.Equal("piece-1.pdf", (await Get<AttachmentStore>().Find(named.Id, CancellationToken.None))!.Name);
        Assert.NotNull(await Get<AttachmentFiles>().Open(named.Id, named.Sha256, CancellationToken.None));
        await IsSound(sheet);
    }

    [Fact]
    public async Task A_sheet_past_its_time_is_erased_once_and_again_when_something_came()
    {
        var (sheet, _) = await Happen();
        Clock.SetUtcNow(Paris("2029-04-02T03:30:00"));
        await Get<ForgetPersons>().Run(new TimerInfo(), CancellationToken.None);
        var file = await Attached(sheet, "plan.pdf");

        await Get<ForgetPersons>().Run(new TimerInfo(), CancellationToken.None);
        Assert.Equal("plan.pdf", (await Get<AttachmentStore>().Find(file.Id, CancellationToken.None))!.Name);

        await Append(sheet, "2029-04-03T10:00:00", "operator/bpifrance", new MessagePosted(2), new PrivateData(AuthorName: Name, Message: "Bonjour."));
        Clock.SetUtcNow(Paris("2039-05-02T03:30:00"));
        await Get<ForgetPersons>().Run(new TimerInfo(), CancellationToken.None);
        Assert.Equal("piece-1.pdf", (await Get<AttachmentStore>().Find(file.Id, CancellationToken.None))!.Name);
        Assert.All(await Journal(sheet), entry => Assert.Null(entry.Private));
    }

    [Fact]
    public async Task Two_runs_at_once_do_together_what_one_does()
    {
        var (sheet, other) = await Happen();
        var before = await Nights();
        await Drafted($$"""{"description":"Voir {{Submitter}}."}""", Submitter, null);
        var erasure = new Erasure(NewId(), Clock.GetUtcNow(), Submitter, null, null);
        await Get<ErasureStore>().Put(erasure);

        await Task.WhenAll(RunAsync(erasure.Id), RunAsync(erasure.Id), RunAsync(erasure.Id));

        Assert.Empty(await CellsWith(Submitter));
        var done = (await Get<ErasureStore>().Find(erasure.Id, CancellationToken.None))!;
        Assert.Equal((null, Clock.GetUtcNow()), (done.Email, done.DoneAt));
        Assert.True(done.Entries >= 2, $"{done.Entries} entries");
        await IsSound(sheet);
        await IsSound(other);
        await MadeAgainTheSame(before);
    }

    [Fact]
    public async Task What_several_runs_found_is_added_up_and_the_first_says_when_it_was_done()
    {
        var (at, erasure) = (Clock.GetUtcNow(), new Erasure(NewId(), Clock.GetUtcNow(), Submitter, Name, null));
        await Get<ErasureStore>().Put(erasure);

        await Get<ErasureStore>().Finish(erasure.Id, at, 3);
        await Get<ErasureStore>().Finish(erasure.Id, at.AddMinutes(1), 4);

        Assert.Equal(erasure with { Email = null, Name = null, DoneAt = at, Entries = 7 }, await Get<ErasureStore>().Find(erasure.Id, CancellationToken.None));
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("""{"erasure":"0123456789abcdef0123456789abcdef"}""")]
    public void A_message_is_the_id_in_an_object_or_as_it_once_was_alone(string message) =>
        Assert.Equal("0123456789abcdef0123456789abcdef", ErasureStore.Read(message));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"erasure":"../../x"}""")]
    [InlineData("""{"erasure":3}""")]
    [InlineData("""{"erasure":"\ud800"}""")]
    public void What_names_no_erasure_is_not_ours(string message) => Assert.Null(ErasureStore.Read(message));

    [Fact]
    public async Task A_Region_whose_row_still_holds_an_empty_validator_has_none()
    {
        await Get<StorageClients>().CommitTable(StorageNames.Regions).AddEntityAsync(new TableEntity("84", "settings") { ["Validator"] = "", ["ValidatesApi"] = true });

        Assert.Equal(new RegionSettings("84", ValidatesApi: true), await Get<RegionRegister>().Find("84", CancellationToken.None));
        Assert.Null(await Get<DraftSigning>().ValidatorOf("84", byApi: true, CancellationToken.None));
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

    private async Task<Draft> Drafted(string content, string by, Signature? signature)
    {
        var at = Paris("2019-04-01T10:00:00");
        var draft = new Draft(Guid.NewGuid(), "93", 1, Encoding.UTF8.GetBytes(content), at, at, by) { Signature = signature };
        await Get<DraftStore>().Add(draft, CancellationToken.None);
        return draft;
    }

    private async Task<AttachmentLine> Attached(SheetId sheet, string name)
    {
        using var content = new MemoryStream("%PDF-1.7"u8.ToArray());
        var line = new AttachmentLine(new AttachmentId(sheet, 1), name, "application/pdf", content.Length, Sha256.Of(content.ToArray()));
        Assert.NotNull(await Get<AttachmentStore>().TryAdd(line, CancellationToken.None));
        Assert.True(await Get<AttachmentFiles>().TryKeep(line.Id, content, line.Sha256, CancellationToken.None));
        return line;
    }

    private Task RunAsync(string id) => Get<EraseData>().Run(ErasureStore.MessageFor(id), CancellationToken.None);

    private async Task<Erasure> Erase(Erasure erasure)
    {
        await Get<ErasureStore>().Put(erasure);
        await RunAsync(erasure.Id);
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
