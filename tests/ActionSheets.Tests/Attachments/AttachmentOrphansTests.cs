using System.Text;
using ActionSheets.Attachments;
using ActionSheets.Drafts;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Azure.Storage.Blobs;
using Support;
using Xunit;

namespace ActionSheets.Tests.Attachments;

/// <summary>What a process leaves behind that ends between two steps, and what becomes of it.</summary>
[Collection(FunctionsCollection.Name)]
public sealed class AttachmentOrphansTests(Azurite azurite)
{
    private static readonly TimeSpan Lapse = TimeSpan.FromMinutes(16);

    [Fact]
    public async Task Bytes_of_an_upload_that_ended_before_the_draft_held_them_go_when_their_promise_lapses()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var draft = await BegunAsync(run);
        var line = await PlacedAsync(run, draft);
        await run.ScanAsync(line.Id);
        Assert.True(await HasBytesAsync(line.Id));
        await LapsedAsync(run, line.Id);
        Assert.False(await HasBytesAsync(line.Id));
        Assert.Null(await run.Get<AttachmentWaits>().Since(line.Id, CancellationToken.None));

        // Sent again, the file comes under a new number.
        Assert.Null((await AttachAsync(run, draft)).Problem);
        Assert.NotEqual(line.Id, Assert.Single(await run.Get<DraftFiles>().Of(draft, CancellationToken.None)).Id);
        Assert.Empty(run.Log.Complaints);
    }

    [Fact]
    public async Task An_upload_that_goes_on_with_what_another_left_is_not_swept_from_under_it()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var draft = await BegunAsync(run);
        var line = await PlacedAsync(run, draft);
        run.Clock.Advance(Lapse);
        Assert.Null((await AttachAsync(run, draft)).Problem);
        Assert.False(await run.Get<AttachmentOrphans>().TryClear(line.Id, CancellationToken.None));
        Assert.Equal(line.Id, Assert.Single(await run.Get<DraftFiles>().Of(draft, CancellationToken.None)).Id);
        Assert.True(await HasBytesAsync(line.Id));

        // Whoever read the line before it was claimed can neither hold it nor clear it.
        Assert.False(await run.Get<AttachmentStore>().TryHold(line));
        Assert.False(await run.Get<AttachmentStore>().TryLetGo(line));
    }

    [Fact]
    public async Task Files_of_a_draft_whose_removal_ended_half_way_go_when_their_promise_lapses()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var draft = await BegunAsync(run);
        Assert.Null((await AttachAsync(run, draft)).Problem);
        var line = Assert.Single(await run.Get<DraftFiles>().Of(draft, CancellationToken.None));
        await run.ScanAsync(line.Id);
        Assert.Null(await run.Get<AttachmentWaits>().Since(line.Id, CancellationToken.None));

        // As DraftEditing.Remove begins.
        await run.Get<DraftFiles>().PromiseAll(draft, CancellationToken.None);
        Assert.True(await run.Get<DraftStore>().Remove(draft));
        await run.ScanAsync(line.Id);
        Assert.True(await HasBytesAsync(line.Id));
        await LapsedAsync(run, line.Id);
        Assert.False(await HasBytesAsync(line.Id));
        Assert.Empty(await run.Get<AttachmentStore>().Lines(line.Id.Sheet, CancellationToken.None));
        Assert.Null(await run.Get<AttachmentWaits>().Since(line.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Files_of_a_draft_that_is_there_outlive_any_promise()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var draft = await BegunAsync(run);
        Assert.Null((await AttachAsync(run, draft)).Problem);
        var line = Assert.Single(await run.Get<DraftFiles>().Of(draft, CancellationToken.None));
        await run.Get<DraftFiles>().PromiseAll(draft, CancellationToken.None);
        await LapsedAsync(run, line.Id);
        Assert.True(await HasBytesAsync(line.Id));
        var sheet = (await run.Get<DraftSubmission>().Submit(draft, AttachmentRun.South, validatedBy: null, CancellationToken.None)).Sheet!;
        Assert.Equal(AttachmentState.Clean, Assert.Single(sheet.Attachments).State);
        await run.Get<AttachmentWaits>().Promise(line.Id, CancellationToken.None);
        await LapsedAsync(run, line.Id);
        Assert.True(await HasBytesAsync(line.Id));
    }

    [Fact]
    public async Task A_file_taken_out_half_way_goes_when_its_promise_lapses()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var draft = await BegunAsync(run);
        Assert.Null((await AttachAsync(run, draft)).Problem);
        var line = Assert.Single(await run.Get<DraftFiles>().Of(draft, CancellationToken.None));

        // As DraftFiles.LetGo begins.
        await run.Get<AttachmentWaits>().Promise(line.Id, CancellationToken.None);
        await run.Get<AttachmentStore>().LetGo(line.Id);
        await LapsedAsync(run, line.Id);
        Assert.False(await HasBytesAsync(line.Id));
        Assert.Null(await run.Get<AttachmentWaits>().Since(line.Id, CancellationToken.None));
    }

    private async Task<bool> HasBytesAsync(AttachmentId id) =>
        await new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient(StorageNames.AttachmentFiles).GetBlobClient(id.ToString()).ExistsAsync();

    private static async Task LapsedAsync(FunctionRun run, AttachmentId id)
    {
        run.Clock.Advance(Lapse);
        Assert.Contains(id.ToMessage(), await run.WakeScansAsync());
        await run.ScanAsync(id);
    }

    private static async Task<Draft> BegunAsync(FunctionRun run)
    {
        var draft = await run.Get<DraftEditing>().Create(AttachmentRun.South, Encoding.UTF8.GetBytes(SheetExamples.Smallest().ToJsonString()), null, CancellationToken.None);
        return (await run.Get<DraftStore>().Find(draft.Region, draft.Id, CancellationToken.None))!;
    }

    /// <summary>Line, promise and bytes, but no hold.</summary>
    private static async Task<AttachmentLine> PlacedAsync(FunctionRun run, Draft draft)
    {
        await using var file = await FileAsync();
        return await run.Get<AttachmentIntake>().Place(DraftFiles.SheetOf(draft), [], file, draft.Id, CancellationToken.None);
    }

    private static async Task<AttachOutcome> AttachAsync(FunctionRun run, Draft draft)
    {
        await using var file = await FileAsync();
        return await run.Get<DraftFiles>().Attach(draft, AttachmentRun.South, file, CancellationToken.None);
    }

    private static async Task<UploadedFile> FileAsync()
    {
        var file = new UploadedFile("plan.pdf");
        Assert.True(await file.TryReceive(new MemoryStream(FileExamples.Pdf()), CancellationToken.None));
        Assert.Null(file.LookInside());
        return file;
    }
}
