using System.Net;
using System.Net.Sockets;
using ActionSheets.Attachments;
using ActionSheets.Sheets;
using ActionSheets.Tests.Asking;
using Support;
using Xunit;

namespace ActionSheets.Tests.Attachments;

/// <summary>ClamAV's own daemon judges what is attached, over its own protocol.</summary>
[Collection(FunctionsCollection.Name)]
public sealed class ClamdScannerTests(Azurite azurite, Clamd clamd) : IClassFixture<Clamd>
{
    [Fact]
    public async Task It_says_clean_and_infected()
    {
        await using var run = await StartAsync(clamd.Address);
        var sheet = await run.SubmittedAsync();
        var clean = await run.AttachAsync(sheet, "plan.pdf", FileExamples.PdfOf(500_000));
        var infected = await run.AttachAsync(sheet, "autre.pdf", FileExamples.Pdf(Clamd.Threat));

        // Compressed, which only a scanner sees through.
        var hidden = await run.AttachAsync(sheet, "note.docx", FileExamples.Docx(("word/notes.txt", System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(Clamd.Threat, 50))))));
        foreach (var id in new[] { clean, infected, hidden })
        {
            await run.ScanAsync(id);
        }

        Assert.Equal(AttachmentState.Clean, (await run.FileAsync(clean)).State);
        Assert.Equal(AttachmentState.Infected, (await run.FileAsync(infected)).State);
        Assert.Equal(AttachmentState.Infected, (await run.FileAsync(hidden)).State);
        var judged = (await run.Get<SheetStore>().Journal(sheet, CancellationToken.None).ToListAsync()).Select(entry => entry.Event).OfType<FileJudged>().ToList();
        Assert.All(judged, verdict => Assert.Equal("clamd", verdict.Scanner));
        Assert.Equal([null, Clamd.FoundName, Clamd.FoundName], judged.Select(verdict => verdict.Threat));
        Assert.Empty(run.Log.Complaints);
    }

    [Fact]
    public async Task A_file_that_is_too_large_for_it_waits_until_it_is_set_up_rightly()
    {
        await using var run = await StartAsync(clamd.Address);
        var id = await run.AttachAsync(await run.SubmittedAsync(), "plan.pdf", FileExamples.PdfOf(UploadedFile.MostBytes));
        await run.ScanAsync(id);
        Assert.Equal(AttachmentState.Quarantine, (await run.FileAsync(id)).State);
        Assert.Contains(run.Log.Complaints, complaint => complaint.Contains("no verdict", StringComparison.Ordinal));
        await run.Get<AttachmentWaits>().Keep(id, CancellationToken.None);
    }

    [Fact]
    public async Task While_it_is_away_a_file_waits_and_is_judged_when_it_is_back()
    {
        // First somebody hangs up, then nobody is there.
        var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        AttachmentId id;
        await using (var run = await StartAsync($"tcp://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}"))
        {
            id = await run.AttachAsync(await run.SubmittedAsync(), "plan.pdf", FileExamples.Pdf(Clamd.Threat));
            var scanning = run.ScanAsync(id);
            (await taken.AcceptSocketAsync()).Close(0);
            await scanning;
            taken.Stop();
            await run.ScanAsync(id);
            Assert.Equal(AttachmentState.Quarantine, (await run.FileAsync(id)).State);
            Assert.Equal(2, run.Log.Complaints.Count(complaint => complaint.Contains("no verdict", StringComparison.Ordinal)));
            run.Clock.Advance(TimeSpan.FromMinutes(10));
            Assert.Contains(id.ToMessage(), await run.WakeScansAsync());
        }

        await using var later = await StartAsync(clamd.Address);
        await later.ScanAsync(id);
        Assert.Equal(AttachmentState.Infected, (await later.FileAsync(id)).State);
    }

    [Theory]
    [InlineData("stream: OK", "clean", null)]
    [InlineData("stream: Win.Test.EICAR_HDB-1 FOUND", "infected", "Win.Test.EICAR_HDB-1")]
    [InlineData("stream: a FOUND b\n FOUND", "infected", "a FOUND b")]
    [InlineData("INSTREAM size limit exceeded. ERROR", null, null)]
    [InlineData("stream: Can't open file ERROR", null, null)]
    [InlineData("UNKNOWN COMMAND", null, null)]
    [InlineData("", null, null)]
    public void Only_a_verdict_is_one(string answer, string? verdict, string? threat) =>
        Assert.Equal(verdict is null ? null : new ScanResult(verdict, threat), ClamdScanner.Read(answer));

    private Task<FunctionRun> StartAsync(string address) =>
        FunctionRun.StartAsync(azurite.ConnectionString, ("Attachments:Scanner", "clamd"), ("Attachments:ClamdAddress", address));
}
