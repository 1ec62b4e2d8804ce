using System.Text.Json.Nodes;
using ActionSheets.Storage;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Crashes;
using ActionSheets.Tests.Sheets;
using Support;
using Xunit;

namespace ActionSheets.Tests.Mail;

/// <summary>The provider is away for a day, with a real queue that would poison what fails too often.</summary>
public sealed class MailOutageTests
{
    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(0)]
    public async Task An_outage_is_waited_out_and_poisons_nothing(int status)
    {
        await using var host = await StartedLocalHost.StartAsync("--clock", Product.Morning);
        using var region = host.As("region", "93", name: "Camille Région", email: "camille@region-93.example");
        await FailAsync(host, 1_000_000, status);
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((await region.SubmitAsync(SheetExamples.Fullest())).Is(201).Json.GetProperty("id").GetString()!);
        }

        for (var hour = 0; hour < 12; hour++)
        {
            await host.AdvanceAsync("PT2H");
        }

        Assert.Empty(await host.MailsAsync());
        Assert.Empty(await host.PoisonAsync());
        Assert.Empty(await host.RowsAsync(StorageNames.DeadLetters));
        var health = JsonNode.Parse((await host.Client.ReadAsync("/api/health")).Is(200).Body)!;
        Assert.Equal("degraded", health["status"]!.GetValue<string>());
        Assert.Contains("mail", health["missed"]!.AsArray().Select(missed => missed!.GetValue<string>()));
        Assert.NotNull(health["oldestUnsentMail"]);

        await FailAsync(host, 0, 500);
        await host.AdvanceAsync("PT6H");
        Assert.Equal(
            ids.SelectMany(id => new[] { $"{id}.v1.banque-des-territoires", $"{id}.v1.etat" }).Append("night.20190322.ready").Order(StringComparer.Ordinal),
            (await host.MailsAsync()).Select(Product.KeyOf).Order(StringComparer.Ordinal));
        Assert.Empty(await host.PoisonAsync());
        Assert.Empty(await host.RowsAsync(StorageNames.Due));
        Assert.All((await Invariants.HoldAsync(await host.StorageAsync())).Values, sheet => Assert.All(sheet.Requests, request => Assert.NotNull(request.SentAt)));
    }

    private static async Task FailAsync(StartedLocalHost host, int next, int status) =>
        (await host.PostAsync("/local/mail/failures", new { next, status })).EnsureSuccessStatusCode();
}
