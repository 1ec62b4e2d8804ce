using ActionSheets.Attachments;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using ActionSheets.Web;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace ActionSheets.Tests.Attachments;

/// <summary>Attached files, function by function: nothing is scanned before a test says so.</summary>
internal static class AttachmentRun
{
    public static readonly Caller South = new(Who.Region, "93", null, "Camille Région", "camille@region-93.example");

    public static async Task<SheetId> SubmittedAsync(this FunctionRun run) =>
        SheetId.Parse((await run.SubmitAsync(SheetExamples.Smallest())).Is(201).Json.GetProperty("id").GetString()!);

    /// <summary>Attaches, which must succeed; the file's identity.</summary>
    public static async Task<AttachmentId> AttachAsync(this FunctionRun run, SheetId sheet, string name, byte[] content, bool isNew = true)
    {
        await using var file = new UploadedFile(name);
        Assert.True(await file.TryReceive(new MemoryStream(content), CancellationToken.None));
        Assert.Null(file.LookInside());
        var (attached, wasNew, problem) = await run.Get<AttachmentIntake>().Attach(sheet, South, file, default, CancellationToken.None);
        Assert.Null(problem);
        Assert.Equal(isNew, wasNew);
        return (await run.Get<AttachmentStore>().Lines(sheet, CancellationToken.None)).Single(line => line.Name == attached!.Name).Id;
    }

    public static async Task<Attachment> FileAsync(this FunctionRun run, AttachmentId id) =>
        (await run.Get<SheetStore>().Find(id.Sheet, CancellationToken.None))!.Sheet.Attachments.Single(file => file.Number == id.Number);

    public static Task ScanAsync(this FunctionRun run, AttachmentId id) => run.Get<ScanAttachment>().Run(id.ToMessage(), CancellationToken.None);

    public static async Task<Reply> DownloadAsync(this FunctionRun run, AttachmentId id, string name) => await run.CallAsync<DownloadAttachment>(
        (function, request) => function.Run(request, id.Sheet.Value, name, CancellationToken.None), FunctionRun.RegionOf("93"), path: $"/api/action-sheets/{id.Sheet}/attachments/{name}");

    /// <summary>What is on the queue <c>attachment-scans</c>; it is empty then.</summary>
    public static async Task<IReadOnlyList<string>> TakeScansAsync(this FunctionRun run)
    {
        var queue = run.Get<StorageClients>().Queue(StorageNames.AttachmentScansQueue);
        var messages = (await queue.ReceiveMessagesAsync(32)).Value;
        foreach (var message in messages)
        {
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
        }

        return [.. messages.Select(message => message.Body.ToString())];
    }

    /// <summary>What the timer rings for.</summary>
    public static async Task<IReadOnlyList<string>> WakeScansAsync(this FunctionRun run)
    {
        await run.TakeScansAsync();
        await run.Get<WakeScans>().Run(new TimerInfo(), CancellationToken.None);
        return await run.TakeScansAsync();
    }
}
