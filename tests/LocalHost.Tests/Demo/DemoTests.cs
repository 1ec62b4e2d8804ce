using System.Net.Http.Json;
using System.Text.Json;
using Support;
using Xunit;

namespace LocalHost.Tests.Demo;

public sealed class DemoTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Killed_in_the_middle_it_is_gone_on_with_and_done_once_per_folder()
    {
        await using var host = await StartedLocalHost.StartAsync("--demo", "--clock", "2019-03-22T18:00:00+01:00");
        await host.MailAsync("the first letter", mail => mail.Text?.Contains("/avis/", StringComparison.Ordinal) == true);
        await host.KillAsync();

        await host.RestartAsync("--demo", "--clock", "2019-03-22T18:00:00+01:00");
        await DoneAsync(host);
        var mails = (await host.MailsAsync()).Count;
        var sheets = await SheetsAsync(host);

        await host.TerminateAsync();
        await host.RestartAsync("--demo", "--clock", "2019-03-22T18:00:00+01:00");
        await host.AdvanceAsync("PT0S");

        Assert.Equal(19, sheets.Count);
        Assert.Contains(sheets, sheet => sheet.GetProperty("requests").GetProperty("answered").GetInt32() > 0);
        Assert.Contains(sheets, sheet => sheet.GetProperty("requests").GetProperty("open").GetInt32() > 0);
        Assert.Equal((mails, sheets.Count), ((await host.MailsAsync()).Count, (await SheetsAsync(host)).Count));
    }

    private static Task DoneAsync(StartedLocalHost host) => Probe.UntilAsync(
        "the demonstration is ready",
        () => host.Errors.Contains("could not be prepared", StringComparison.Ordinal)
            ? throw new InvalidOperationException(host.Errors)
            : host.Errors.Contains("The demonstration is ready", StringComparison.Ordinal),
        Patience);

    private static async Task<IReadOnlyList<JsonElement>> SheetsAsync(StartedLocalHost host)
    {
        using var client = host.As("ministry", name: "Ministère", email: "territoires@ministere.example");
        var list = await client.GetFromJsonAsync<JsonElement>("/api/action-sheets?pageSize=100");
        return [.. list.GetProperty("items").EnumerateArray()];
    }
}
