using System.Text;
using System.Text.Json;
using ActionSheets.Attachments;
using ActionSheets.Drafts;
using ActionSheets.Sheets;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Support;
using Xunit;

namespace ActionSheets.Tests.Attachments;

/// <summary>A draft that becomes a sheet or goes away while something happens to its files.</summary>
[Collection(FunctionsCollection.Name)]
public sealed class DraftFilesRaceTests(Azurite azurite)
{
    [Fact]
    public async Task A_verdict_that_comes_while_the_sheet_is_made_is_not_lost()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var draft = await BegunAsync(run);
        await AttachAsync(run, draft, FileExamples.Pdf());
        var seen = await run.Get<DraftFiles>().Of(draft, CancellationToken.None);
        var id = Assert.Single(seen).Id;
        await run.ScanAsync(id);
        Assert.Null(await run.Get<AttachmentWaits>().Since(id, CancellationToken.None));

        // The submission had read the line before.
        using var content = JsonDocument.Parse(draft.Content);
        var submission = new Submission(draft.Region, AttachmentRun.South.Email, draft.Id, content.RootElement, draft.Content) { Files = seen };
        var accepted = Assert.IsType<IntakeResult.Accepted>(await run.Get<SheetIntake>().Accept(submission, CancellationToken.None));
        Assert.Equal(AttachmentState.Quarantine, (await run.FileAsync(id)).State);
        await run.Get<DraftFiles>().Settle(accepted.Sheet);
        Assert.Contains(id.ToMessage(), await run.TakeScansAsync());
        await run.ScanAsync(id);
        Assert.Equal(AttachmentState.Clean, (await run.FileAsync(id)).State);
        Assert.Null(await run.Get<AttachmentWaits>().Since(id, CancellationToken.None));
        Assert.Empty(run.Log.Complaints);
    }

    [Fact]
    public async Task A_file_that_ends_its_way_after_the_submission_is_on_the_sheet_and_one_of_a_removed_draft_nowhere()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var draft = await BegunAsync(run);
        var sheet = (await run.Get<DraftSubmission>().Submit(draft, AttachmentRun.South, validatedBy: null, CancellationToken.None)).Sheet!;
        await AttachAsync(run, draft, FileExamples.Pdf());
        var stored = (await run.Get<SheetStore>().Find(SheetId.Parse(sheet.Id), CancellationToken.None))!;
        var id = new AttachmentId(stored.Id, Assert.Single(stored.Sheet.Attachments).Number);
        await run.ScanAsync(id);
        Assert.Equal(AttachmentState.Clean, (await run.FileAsync(id)).State);

        var removed = await BegunAsync(run);
        Assert.True(await run.Get<DraftEditing>().Remove(removed));
        await AttachAsync(run, removed, FileExamples.Pdf(), isRefused: true);
        Assert.Empty(await run.Get<AttachmentStore>().Lines(DraftFiles.SheetOf(removed), CancellationToken.None));
        Assert.Empty(run.Log.Complaints);
    }

    [Fact]
    public async Task What_a_submission_has_seen_stays_on_the_sheet_with_its_bytes_although_it_is_taken_out()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var draft = await BegunAsync(run);
        await AttachAsync(run, draft, FileExamples.Pdf());
        var line = Assert.Single(await run.Get<DraftFiles>().Of(draft, CancellationToken.None));
        await run.Get<DraftSubmission>().Submit(draft, AttachmentRun.South, validatedBy: null, CancellationToken.None);
        Assert.NotNull(await run.Get<DraftFiles>().LetGo(draft, line));
        await run.ScanAsync(line.Id);
        Assert.Equal(FileExamples.Pdf(), (await run.DownloadAsync(line.Id, line.Name)).Is(200).Body);
        Assert.Empty(run.Log.Complaints);
    }

    private static Task<Draft> BegunAsync(FunctionRun run) =>
        BegunAsync(run, Encoding.UTF8.GetBytes(SheetExamples.Smallest().ToJsonString()));

    /// <summary>As stored, with the tag that the next write must match.</summary>
    private static async Task<Draft> BegunAsync(FunctionRun run, byte[] content)
    {
        var draft = await run.Get<DraftEditing>().Create(AttachmentRun.South, content, null, CancellationToken.None);
        return (await run.Get<DraftStore>().Find(draft.Region, draft.Id, CancellationToken.None))!;
    }

    private static async Task AttachAsync(FunctionRun run, Draft draft, byte[] content, bool isRefused = false)
    {
        await using var file = new UploadedFile("plan.pdf");
        Assert.True(await file.TryReceive(new MemoryStream(content), CancellationToken.None));
        Assert.Null(file.LookInside());
        Assert.Equal(isRefused, await run.Get<DraftFiles>().Attach(draft, AttachmentRun.South, file, CancellationToken.None) is { Problem: not null });
    }
}
