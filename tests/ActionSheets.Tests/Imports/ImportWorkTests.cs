using System.Text;
using ActionSheets.Imports;
using ActionSheets.Storage;
using ActionSheets.Tests.Asking;
using Microsoft.Azure.Functions.Worker;
using Support;
using Xunit;

namespace ActionSheets.Tests.Imports;

/// <summary>The steps of an import, one by one.</summary>
public sealed class ImportWorkTests(Azurite azurite) : IClassFixture<Azurite>
{
    [Fact]
    public async Task Cut_short_after_sheets_and_before_their_verdicts_the_next_run_calls_them_its_own()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var title = $"Coupé {Guid.NewGuid():N}";
        var (import, table) = await BeginAsync(run, Spreadsheets.Csv(Spreadsheets.Line(title), Spreadsheets.Line(title), Spreadsheets.Line(title + " bis")));
        var sheets = new RowSheets(ImportColumns.Of(table.Header).Placed, "93", Sheets.SheetExamples.Reference, Sheets.SheetExamples.Day);
        await run.Get<RowIntake>().Submit(import, table, table.Rows[0], sheets.BodyOf(table.Rows[0]), CancellationToken.None);

        await run.Get<WorkImport>().Run(ImportBell.MessageFor("93", import.Id), CancellationToken.None);

        var stands = (await run.Get<ImportRegister>().Find("93", import.Id, CancellationToken.None))!;
        var verdicts = await run.Get<ImportRegister>().Verdicts(stands, CancellationToken.None);
        Assert.Equal([RowVerdict.Accepted, RowVerdict.Unchanged, RowVerdict.Accepted], verdicts.Select(verdict => verdict.Verdict));
        Assert.True(stands.IsDone);
    }

    [Fact]
    public async Task Two_runs_at_once_end_in_one_result()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var (import, _) = await BeginAsync(run, Spreadsheets.Many(120, $"À deux {Guid.NewGuid():N}"));
        var message = ImportBell.MessageFor("93", import.Id);
        await Task.WhenAll(run.Get<WorkImport>().Run(message, CancellationToken.None), run.Get<WorkImport>().Run(message, CancellationToken.None));
        await run.Get<WorkImport>().Run(message, CancellationToken.None);

        var stands = (await run.Get<ImportRegister>().Find("93", import.Id, CancellationToken.None))!;
        Assert.Equal((120, 120), (stands.Done, stands.Accepted));
        Assert.Equal(120, (await run.Get<ImportRegister>().Verdicts(stands, CancellationToken.None)).Count);
        Assert.Empty(run.Log.Complaints);
    }

    [Fact]
    public async Task An_import_that_stands_still_is_rung_for_and_a_promise_without_one_lapses()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var (import, _) = await BeginAsync(run, Spreadsheets.Many(3, $"Oublié {Guid.NewGuid():N}"));
        await WakeAsync(run);
        Assert.DoesNotContain(ImportBell.MessageFor("93", import.Id), await RingsAsync(run));
        run.Clock.Advance(TimeSpan.FromMinutes(4));
        await WakeAsync(run);
        Assert.Contains(ImportBell.MessageFor("93", import.Id), await RingsAsync(run));

        await run.Get<WorkImport>().Run(ImportBell.MessageFor("93", import.Id), CancellationToken.None);
        Assert.DoesNotContain(await run.Get<ImportRegister>().Promises(CancellationToken.None), promise => promise.Id == import.Id);
    }

    [Fact]
    public async Task An_import_that_does_not_move_is_told_by_health_until_it_does()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var before = await StalledAsync(run);
        var (import, _) = await BeginAsync(run, Spreadsheets.Many(2, $"Arrêté {Guid.NewGuid():N}"));
        run.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(before, await StalledAsync(run));
        run.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(before + 1, await StalledAsync(run));
        await run.Get<WorkImport>().Run(ImportBell.MessageFor("93", import.Id), CancellationToken.None);
        Assert.Equal(before, await StalledAsync(run));
    }

    [Fact]
    public async Task After_ninety_days_nothing_is_left_of_an_import_but_its_sheets()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var csv = Spreadsheets.Many(120, $"Ancien {Guid.NewGuid():N}");
        var (old, _) = await BeginAsync(run, csv);
        await run.Get<WorkImport>().Run(ImportBell.MessageFor("93", old.Id), CancellationToken.None);
        run.Clock.Advance(TimeSpan.FromDays(1));
        var (young, _) = await BeginAsync(run, Spreadsheets.Many(2, $"Récent {Guid.NewGuid():N}"));
        run.Clock.Advance(TimeSpan.FromDays(89));
        await ForgetAsync(run);
        Assert.NotNull(await run.Get<ImportRegister>().Find("93", old.Id, CancellationToken.None));
        run.Clock.Advance(TimeSpan.FromMinutes(1));
        await ForgetAsync(run);
        await ForgetAsync(run);

        Assert.Null(await run.Get<ImportRegister>().Find("93", old.Id, CancellationToken.None));
        Assert.Empty(await run.Get<ImportRegister>().Verdicts(old, CancellationToken.None));
        Assert.False(await run.Get<StorageClients>().Blobs.GetBlobContainerClient(StorageNames.ImportFiles).GetBlobClient($"93/{old.Id}").ExistsAsync());
        Assert.NotNull(await run.Get<ImportRegister>().Find("93", young.Id, CancellationToken.None));
        Assert.NotEmpty((await run.Get<ImportRegister>().File("93", young.Id, CancellationToken.None))!);

        // Sent again, every line finds the sheet it has made.
        var again = old with { CreatedAt = Instant(run) };
        Assert.True((await run.Get<ImportRegister>().Begin(again, Encoding.UTF8.GetBytes(csv), CancellationToken.None)).IsNew);
        await run.Get<WorkImport>().Run(ImportBell.MessageFor("93", old.Id), CancellationToken.None);
        var stands = (await run.Get<ImportRegister>().Find("93", old.Id, CancellationToken.None))!;
        Assert.Equal((120, 120), (stands.Done, stands.Unchanged));
    }

    [Fact]
    public async Task A_message_that_is_not_ours_goes_to_poison()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        await run.Get<WorkImport>().Run("bonjour", CancellationToken.None);
        var poison = run.Get<StorageClients>().Queue(StorageNames.ImportsQueue + StorageNames.PoisonSuffix);
        Assert.Equal("bonjour", (await poison.ReceiveMessageAsync()).Value.Body.ToString());
        Assert.Single(run.Log.Complaints);
    }

    [Fact]
    public void A_message_carries_ids_only() => Assert.Equal(
        """{"region":"93","import":"0123456789abcdef0123456789abcdef"}""", ImportBell.MessageFor("93", "0123456789abcdef0123456789abcdef"));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"region":"93"}""")]
    [InlineData("""{"region":"93","import":"../x"}""")]
    public void A_message_that_is_not_ours_is_told(string message) => Assert.Null(ImportBell.Read(message));

    private static async Task<(Import Import, ImportTable Table)> BeginAsync(FunctionRun run, string csv)
    {
        var file = new ImportFile(Encoding.UTF8.GetBytes(csv));
        var table = file.Read().Table!;
        var import = new Import(file.IdFor("93"), "93", "camille@region-93.example", Instant(run), table.Rows.Count, []);
        var (begun, isNew) = await run.Get<ImportRegister>().Begin(import, file.Bytes, CancellationToken.None);
        Assert.True(isNew);
        return (begun, table);
    }

    private static DateTimeOffset Instant(FunctionRun run) => ActionSheets.Reference.Instant.NowOn(run.Clock);

    private static Task WakeAsync(FunctionRun run) => run.Get<WakeImports>().Run(new TimerInfo(), CancellationToken.None);

    private static Task ForgetAsync(FunctionRun run) => run.Get<ForgetImports>().Run(new TimerInfo(), CancellationToken.None);

    private static async Task<int> StalledAsync(FunctionRun run)
    {
        var health = (await run.CallAsync<Health.ReadHealth>((function, request) => function.Run(request, CancellationToken.None), path: "/api/health")).Is(200).Json;
        var stalled = health.GetProperty("stalledImports").GetInt32();
        Assert.Equal(stalled > 0, health.GetProperty("missed").EnumerateArray().Any(missed => missed.GetString() == "imports"));
        return stalled;
    }

    private static async Task<IReadOnlyList<string>> RingsAsync(FunctionRun run) =>
        [.. (await run.Get<StorageClients>().Queue(StorageNames.ImportsQueue).ReceiveMessagesAsync(32)).Value.Select(message => message.Body.ToString())];
}
