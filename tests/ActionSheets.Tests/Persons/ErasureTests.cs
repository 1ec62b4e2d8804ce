using System.Text;
using System.Text.Json;
using ActionSheets.Attachments;
using ActionSheets.Drafts;
using ActionSheets.Mail;
using ActionSheets.Persons;
using ActionSheets.Registers;
using ActionSheets.Reviews;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Web;
using Azure.Data.Tables;
using Support;
using Xunit;

namespace ActionSheets.Tests.Persons;

/// <summary>Persons go, figures stay: every stored cell is searched for what was erased, and every night is made again and compared byte for byte.</summary>
public sealed class ErasureTests(Azurite azurite) : ErasureWorld(azurite)
{
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
        var rows = await mails.RowsOf(letter, CancellationToken.None).ToDictionaryAsync(row => row.RowKey);
        Assert.Equal(["b|r1", "f|20190402|other", "o|passed-on|other"], rows.Keys.Where(key => key[0] is 'b' or 'f' or 'o').Order(StringComparer.Ordinal));
        Assert.Contains("Voir [effac", rows["b|r1"].GetText("Draft"), StringComparison.Ordinal);
        Assert.Equal("piece-1.pdf", (await Get<AttachmentStore>().Find(named.Id, CancellationToken.None))!.Name);
        Assert.NotNull(await Get<AttachmentFiles>().Open(named.Id, named.Sha256, CancellationToken.None));
        await IsSound(sheet);
    }

    [Fact]
    public async Task A_Region_whose_row_still_holds_an_empty_validator_has_none()
    {
        await Get<StorageClients>().CommitTable(StorageNames.Regions).AddEntityAsync(new TableEntity("84", "settings") { ["Validator"] = "", ["ValidatesApi"] = true });

        Assert.Equal(new RegionSettings("84", ValidatesApi: true), await Get<RegionRegister>().Find("84", CancellationToken.None));
        Assert.Null(await Get<DraftSigning>().ValidatorOf("84", byApi: true, CancellationToken.None));
    }
}
