using System.ComponentModel.DataAnnotations;
using ActionSheets.Attachments;
using ActionSheets.Health;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Tests.Asking;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Support;
using Xunit;

namespace ActionSheets.Tests.Attachments;

/// <summary>From quarantine to a verdict, with every step that can be lost on the way lost.</summary>
[Collection(FunctionsCollection.Name)]
public sealed class ScanAttachmentTests(Azurite azurite)
{
    private const string DefenderTag = "Malware Scanning scan result";

    [Fact]
    public async Task A_file_in_quarantine_is_not_given_and_says_when_to_ask_again()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var id = await run.AttachAsync(await run.SubmittedAsync(), "plan.pdf", FileExamples.Pdf());
        var refused = (await run.DownloadAsync(id, "plan.pdf")).IsProblem(409, "wrong-state");
        Assert.Equal("30", refused.Headers.RetryAfter?.ToString());
        await run.ScanAsync(id);
        Assert.Equal(FileExamples.Pdf(), (await run.DownloadAsync(id, "plan.pdf")).Is(200).Body);
        var judged = await JudgedAsync(run, id);
        Assert.Equal("eicar-only", judged.Scanner);

        // Again changes nothing.
        await run.ScanAsync(id);
        await JudgedAsync(run, id);
        Assert.Empty(run.Log.Complaints);
    }

    [Fact]
    public void The_message_of_the_queue_is_pinned_and_nothing_else_is_ours()
    {
        var id = new AttachmentId(SheetId.Parse("93-0123456789abcdef"), 12);
        Assert.Equal("""{"attachment":"93-0123456789abcdef/12"}""", id.ToMessage());
        Assert.True(AttachmentId.TryRead(id.ToMessage(), out var read));
        Assert.Equal(id, read);
        Assert.Equal(id, AttachmentId.OfWaitingKey(id.WaitingKey));
        string[] others =
        [
            "", "[]", "null", "{}", "93-0123456789abcdef/12", """{"attachment":1}""", """{"attachment":"93-0123456789abcdef"}""", """{"attachment":"93-0123456789abcdef/0"}""",
            """{"attachment":"93-0123456789abcdef/-1"}""", """{"attachment":"93-0123456789abcdef/12/1"}""", """{"attachment":"../1"}""", """{"attachment":"\ud800/1"}""",
        ];
        Assert.All(others, message => Assert.False(AttachmentId.TryRead(message, out _)));
    }

    [Fact]
    public async Task A_doorbell_that_was_lost_is_made_up_for_and_what_is_judged_waits_no_more()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var id = await run.AttachAsync(await run.SubmittedAsync(), "plan.pdf", FileExamples.Pdf());
        Assert.Contains(id.ToMessage(), await run.TakeScansAsync());
        Assert.DoesNotContain(id.ToMessage(), await run.WakeScansAsync());
        run.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Contains(id.ToMessage(), await run.WakeScansAsync());
        await run.ScanAsync(id);
        run.Clock.Advance(TimeSpan.FromDays(1));
        Assert.DoesNotContain(id.ToMessage(), await run.WakeScansAsync());
    }

    [Fact]
    public async Task An_upload_that_did_not_end_shows_nothing_and_is_ended_by_sending_it_again()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var sheet = await run.SubmittedAsync();
        var left = new AttachmentLine(new AttachmentId(sheet, 1), "plan.pdf", "application/pdf", FileExamples.Pdf("1").Length, Sha256(FileExamples.Pdf("1")));
        Assert.NotNull(await run.Get<AttachmentStore>().TryAdd(left, CancellationToken.None));
        await run.Get<AttachmentWaits>().Promise(left.Id, CancellationToken.None);
        (await run.DownloadAsync(left.Id, "plan.pdf")).IsProblem(404, "not-found");
        await run.ScanAsync(left.Id);

        // Another file takes neither its number nor its name; the same one goes on where it ended.
        var other = await run.AttachAsync(sheet, "plan.pdf", FileExamples.Pdf("2"));
        Assert.Equal(2, other.Number);
        Assert.Equal(left.Id, await run.AttachAsync(sheet, "plan.pdf", FileExamples.Pdf("1")));
        Assert.Equal(left.Id, await run.AttachAsync(sheet, "plan.pdf", FileExamples.Pdf("1"), isNew: false));
        await run.ScanAsync(left.Id);
        Assert.Equal(FileExamples.Pdf("1"), (await run.DownloadAsync(left.Id, "plan.pdf")).Is(200).Body);
        Assert.Equal(FileExamples.Pdf("1").Length, (await run.FileAsync(left.Id)).Bytes);
    }

    [Fact]
    public async Task The_promise_of_an_upload_that_never_ended_lapses()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var id = new AttachmentId(await run.SubmittedAsync(), 1);
        var waits = run.Get<AttachmentWaits>();
        await waits.Promise(id, CancellationToken.None);
        await run.ScanAsync(id);
        Assert.NotNull(await waits.Since(id, CancellationToken.None));
        run.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Contains(id.ToMessage(), await run.WakeScansAsync());
        await run.ScanAsync(id);
        Assert.Null(await waits.Since(id, CancellationToken.None));
    }

    [Theory]
    [InlineData("No threats found", AttachmentState.Clean, 200)]
    [InlineData("Malicious", AttachmentState.Infected, 409)]
    [InlineData("Not scanned", AttachmentState.Failed, 409)]
    internal async Task Defenders_verdict_is_read_from_the_blob_whenever_it_comes(string said, AttachmentState state, int download)
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString, ("Attachments:Scanner", "defender"));
        var sheet = await run.SubmittedAsync();
        var id = await run.AttachAsync(sheet, "plan.pdf", FileExamples.Pdf());
        for (var look = 0; look < 3; look++)
        {
            await run.ScanAsync(id);
            Assert.Equal(AttachmentState.Quarantine, (await run.FileAsync(id)).State);
            run.Clock.Advance(TimeSpan.FromMinutes(30));
            Assert.Contains(id.ToMessage(), await run.WakeScansAsync());
        }

        Assert.Contains("attachments", await MissedAsync(run));
        await new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient(StorageNames.AttachmentFiles).GetBlobClient(id.ToString())
            .SetTagsAsync(new Dictionary<string, string> { [DefenderTag] = said });
        await run.ScanAsync(id);
        Assert.Equal(state, (await run.FileAsync(id)).State);
        Assert.Equal("defender", (await JudgedAsync(run, id)).Scanner);
        (await run.DownloadAsync(id, "plan.pdf")).Is(download);
        Assert.DoesNotContain("attachments", await MissedAsync(run));

        // What could not be looked at may be sent again; what was judged is the same file.
        await run.AttachAsync(sheet, "plan.pdf", FileExamples.Pdf(), isNew: state == AttachmentState.Failed);
        await FinishAsync(run);
    }

    [Fact]
    public void In_Azure_one_of_the_real_scanners_is_set()
    {
        Assert.Empty(Faults(null, isInAzure: false));
        Assert.NotEmpty(Faults(null, isInAzure: true));
        Assert.NotEmpty(Faults("eicar-only", isInAzure: true));
        Assert.Empty(Faults("defender", isInAzure: true));
        Assert.NotEmpty(Faults("clamd", isInAzure: true));
        Assert.Empty(Faults("clamd", isInAzure: true, "tcp://clamd:3310"));
        Assert.NotEmpty(Faults("clamd", isInAzure: false, "http://clamd:3310"));

        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("WEBSITE_SITE_NAME", "func")]).Build();
        using var provider = new ServiceCollection().AddActionSheets(configuration).BuildServiceProvider();
        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<AttachmentOptions>>().Value);
    }

    private static List<ValidationResult> Faults(string? scanner, bool isInAzure, string? address = null)
    {
        var options = new AttachmentOptions { Scanner = scanner, ClamdAddress = address is null ? null : new Uri(address), IsInAzure = isInAzure };
        return [.. options.Validate(new ValidationContext(options))];
    }

    private static async Task<FileJudged> JudgedAsync(FunctionRun run, AttachmentId id)
    {
        var entries = await run.Get<SheetStore>().Journal(id.Sheet, CancellationToken.None).ToListAsync();
        return Assert.Single(entries.Select(entry => entry.Event).OfType<FileJudged>(), judged => judged.Number == id.Number);
    }

    private static async Task<IReadOnlyList<string?>> MissedAsync(FunctionRun run) =>
        [.. (await run.CallAsync<ReadHealth>((function, request) => function.Run(request, CancellationToken.None))).Is(200).Json
            .GetProperty("missed").EnumerateArray().Select(missed => missed.GetString())];

    /// <summary>Other tests share the storage: nothing is left waiting.</summary>
    private static async Task FinishAsync(FunctionRun run)
    {
        var waits = run.Get<AttachmentWaits>();
        run.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var id in await waits.Overdue(CancellationToken.None))
        {
            await waits.Keep(id, CancellationToken.None);
        }
    }

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
}
