using ActionSheets.Attachments;
using ActionSheets.Drafts;
using ActionSheets.Nights;
using ActionSheets.Persons;
using ActionSheets.Sheets;
using Microsoft.Azure.Functions.Worker;
using Support;
using Xunit;

namespace ActionSheets.Tests.Persons;

/// <summary>What is past its time goes by itself, and nothing before.</summary>
public sealed class ForgetPersonsTests(Azurite azurite) : ErasureWorld(azurite)
{
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
}
