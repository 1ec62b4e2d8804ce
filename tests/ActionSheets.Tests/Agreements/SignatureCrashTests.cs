using System.Collections.Immutable;
using ActionSheets.Agreements;
using ActionSheets.Sheets;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Microsoft.Azure.Functions.Worker;
using Support;
using Xunit;

namespace ActionSheets.Tests.Agreements;

/// <summary>The order is promise, agreement, sheets, promise kept: each test stops between two of them, and the timer goes on.</summary>
[Collection(FunctionsCollection.Name)]
public sealed class SignatureCrashTests(Azurite azurite)
{
    [Fact]
    public async Task Killed_between_the_signature_and_its_sheets_the_timer_tells_them_in_the_name_of_who_signed()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var (first, second) = (await SubmitAsync(run), await SubmitAsync(run));
        var agreement = Signed(first, second);
        await run.Get<AgreementStore>().Promise(agreement, run.Clock.GetUtcNow(), CancellationToken.None);
        Assert.NotNull(await run.Get<AgreementStore>().Add(agreement));
        Assert.NotEqual(SheetStatus.Contracted, (await SheetAsync(run, first)).Status);

        await FinishAsync(run);
        var once = (await SheetAsync(run, first), await SheetAsync(run, second));
        await FinishAsync(run);

        Assert.Equal((SheetStatus.Contracted, SheetStatus.Contracted), (once.Item1.Status, once.Item2.Status));
        Assert.Equal(once.Item1.JournalLength, (await SheetAsync(run, first)).JournalLength);
        var entry = await run.Get<SheetStore>().Journal(SheetId.Parse(first), CancellationToken.None).LastAsync();
        Assert.Equal(("contracted", "region/93"), (entry.Type, entry.Actor));
        Assert.DoesNotContain(("93", agreement.Id), await run.Get<AgreementStore>().Promises(CancellationToken.None));
        var listed = (await run.Get<SheetIndex>().Page("93", "", null, 1000, CancellationToken.None)).Where(line => line.Sheet.Id == first || line.Sheet.Id == second);
        Assert.All(listed, line => Assert.Equal("contracted", line.Sheet.Status));
    }

    [Fact]
    public async Task Killed_after_some_of_its_sheets_the_others_follow_and_none_is_told_twice()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var (told, untold) = (await SubmitAsync(run), await SubmitAsync(run));
        var agreement = Signed(told, untold);
        await run.Get<AgreementStore>().Promise(agreement, run.Clock.GetUtcNow(), CancellationToken.None);
        await run.Get<AgreementStore>().Add(agreement);
        var stored = (await run.Get<SheetStore>().Find(SheetId.Parse(told), CancellationToken.None))!;
        await run.Get<SheetStore>().Append(stored, [stored.Sheet.Next(run.Clock.GetUtcNow(), "region/93", new SheetContracted(agreement.Id, 1, new DateOnly(2019, 3, 22)))]);

        await FinishAsync(run);

        foreach (var sheet in new[] { told, untold })
        {
            var entries = await run.Get<SheetStore>().Journal(SheetId.Parse(sheet), CancellationToken.None).ToListAsync();
            Assert.Single(entries, entry => entry.Event is SheetContracted);
        }

        // The line of the first was never written by the run that died.
        var line = (await run.Get<SheetIndex>().Page("93", "", null, 1000, CancellationToken.None)).Single(line => line.Sheet.Id == told);
        Assert.Equal("contracted", line.Sheet.Status);
    }

    [Fact]
    public async Task A_promise_whose_signature_never_came_lapses_and_moves_nothing()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var sheet = await SubmitAsync(run);
        var agreement = Signed(sheet);
        await run.Get<AgreementStore>().Promise(agreement, run.Clock.GetUtcNow(), CancellationToken.None);

        await FinishAsync(run);
        Assert.Contains(("93", agreement.Id), await run.Get<AgreementStore>().Promises(CancellationToken.None));
        run.Clock.Advance(TimeSpan.FromMinutes(16));
        await FinishAsync(run);

        Assert.DoesNotContain(("93", agreement.Id), await run.Get<AgreementStore>().Promises(CancellationToken.None));
        Assert.NotEqual(SheetStatus.Contracted, (await SheetAsync(run, sheet)).Status);
    }

    private static Agreement Signed(params string[] sheets) => new(
        Guid.NewGuid().ToString("N"), "93", "carros", AgreementKind.Protocol, AgreementState.Signed, new DateOnly(2019, 3, 22), new DateTimeOffset(2019, 3, 22, 18, 0, 0, TimeSpan.FromHours(1)),
        ImmutableArray<Signatory>.Empty, [.. sheets.Select(sheet => new AnnexedSheet(sheet, 1))], "region/93");

    private static async Task<string> SubmitAsync(FunctionRun run) => (await run.SubmitAsync(SheetExamples.Smallest())).Is(201).Json.GetProperty("id").GetString()!;

    private static async Task<Sheet> SheetAsync(FunctionRun run, string id) => (await run.Get<SheetStore>().Find(SheetId.Parse(id), CancellationToken.None))!.Sheet;

    private static Task FinishAsync(FunctionRun run) => run.Get<FinishSignatures>().Run(new TimerInfo(), CancellationToken.None);
}
