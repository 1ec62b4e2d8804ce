using ActionSheets.Storage;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Crashes;
using Support;
using Xunit;

namespace ActionSheets.Tests.Imports;

public sealed class ImportCrashTests
{
    private const int Rows = 2_000;

    [Fact]
    public async Task Two_thousand_lines_killed_on_the_way_are_finished_after_a_restart_and_none_is_made_twice()
    {
        await using var host = await StartedLocalHost.StartAsync("--clock", Product.Morning);
        using var region = Region(host);
        var begun = (await region.ImportAsync(Spreadsheets.Many(Rows, "Ligne"))).Is(202);
        var path = begun.Headers.Location!.ToString();
        await Probe.UntilAsync("some lines are done", async () => (await region.ReadAsync(path)).Json.GetProperty("verdicts").GetArrayLength() >= 200);
        await host.KillAsync();

        await host.RestartAsync("--clock", Product.Morning);
        using var later = Region(host);
        var done = await later.DoneAsync(begun, TimeSpan.FromMinutes(5));
        Assert.Equal(Rows, done.Json.GetProperty("accepted").GetInt32());
        Assert.Equal(Enumerable.Range(2, Rows), done.Verdicts().Select(verdict => verdict.GetProperty("row").GetInt32()));
        var heads = (await host.RowsAsync(StorageNames.Sheets)).Where(row => row.RowKey == "head").Select(row => row.PartitionKey);
        Assert.Equal(done.Verdicts().Select(verdict => verdict.GetProperty("id").GetString()!).Order(StringComparer.Ordinal), heads.Order(StringComparer.Ordinal));
        Assert.Empty(await host.PoisonAsync());
        await Probe.UntilAsync("the promise is gone", async () => (await host.RowsAsync(StorageNames.Imports)).All(row => row.PartitionKey != "running"));
    }

    private static HttpClient Region(StartedLocalHost host) => host.As("region", "93", name: "Camille Région", email: "camille@region-93.example");
}
