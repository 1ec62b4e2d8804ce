using ActionSheets.Storage;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Support;
using Xunit;

namespace ActionSheets.Tests.Crashes;

/// <summary>A storage that takes connections and never answers: the product says so in time, promises nothing false, and recovers alone.</summary>
public sealed class FrozenStorageTests
{
    private const string Sentence = "Le service est momentanément indisponible.";

    /// <summary>A turn, then three tries of six seconds, with room for a busy machine; one after the other the submissions would take minutes.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(150);

    [Fact]
    public async Task While_storage_is_frozen_every_door_says_so_and_afterwards_the_same_key_makes_one_sheet()
    {
        await using var host = await StartedLocalHost.StartAsync("--clock", Product.Morning);
        using var region = host.As("region", "93", name: "Camille Région", email: "camille@region-93.example");
        var (earlier, frozen) = (Guid.NewGuid(), Enumerable.Range(0, 8).Select(_ => Guid.NewGuid()).ToList());
        var sheet = (await region.SubmitAsync(SheetExamples.Smallest(), earlier)).Is(201);
        var id = sheet.Json.GetProperty("id").GetString()!;
        var token = Product.TokenIn(await host.MailAsync("the letter", mail => Product.KeyOf(mail) == $"{id}.v1.etat"));
        await host.AdvanceAsync("PT0S");

        using (host.FreezeStorage())
        {
            await EveryDoorSaysSoAsync(region, host.Client, id, token, [earlier, .. frozen]);

            // What needs no storage is still there.
            (await host.Client.ReadAsync("/api/territories")).Is(200);
            (await host.Client.ReadAsync($"/api/reviews/{token}x")).IsProblem(404, "not-found");
        }

        (await host.Client.ReadAsync("/api/health")).Is(200);
        var made = await Task.WhenAll(frozen.Select(key => region.SubmitAsync(SheetExamples.Smallest(), key)));
        Assert.All(made, reply => Assert.True(reply.Status is 200 or 201, $"{reply.Status}: {reply.Text}"));
        Assert.Equal(sheet.Text, (await region.SubmitAsync(SheetExamples.Smallest(), earlier)).Is(200).Text);
        await host.AdvanceAsync("PT20M");

        var sheets = await Invariants.HoldAsync(await host.StorageAsync());
        Assert.Equal(made.Select(reply => reply.Json.GetProperty("id").GetString()!).Append(id).Order(StringComparer.Ordinal), sheets.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            sheets.Keys.Select(key => $"{key}.v1.etat").Order(StringComparer.Ordinal),
            (await host.MailsAsync()).Select(Product.KeyOf).Where(key => key.EndsWith(".v1.etat", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Empty(await host.RowsAsync(StorageNames.Due));
    }

    [Fact]
    public async Task A_storage_that_freezes_under_submissions_keeps_each_of_them_whole_and_single()
    {
        await using var host = await StartedLocalHost.StartAsync("--clock", Product.Morning);
        using var region = host.As("region", "93", name: "Camille Région", email: "camille@region-93.example");
        (await region.SubmitAsync(SheetExamples.Smallest())).Is(201);
        var keys = Enumerable.Range(0, 12).Select(_ => Guid.NewGuid()).ToList();
        var before = await SubmitAndFreezeAsync(host, region, keys);
        Assert.All(before, reply => Assert.True(reply.Status is 200 or 201 or 503, $"{reply.Status}: {reply.Text}"));
        var again = await Task.WhenAll(keys.Select(key => region.SubmitAsync(SheetExamples.Smallest(), key)));
        foreach (var (given, repeated) in before.Zip(again))
        {
            Assert.True(repeated.Status is 200 or 201, $"{repeated.Status}: {repeated.Text}");
            Assert.True(given.Status == 503 || given.Text == repeated.Text, $"{given.Text}\n{repeated.Text}");
        }

        await host.AdvanceAsync("PT20M");
        var sheets = await Invariants.HoldAsync(await host.StorageAsync());
        Assert.Equal(keys.Count + 1, sheets.Count);
        Assert.Superset(again.Select(reply => reply.Json.GetProperty("id").GetString()!).ToHashSet(), sheets.Keys.ToHashSet());
        Assert.Equal(keys.Count + 1, (await host.MailsAsync()).Select(Product.KeyOf).Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(await host.RowsAsync(StorageNames.Due));
    }

    private static async Task EveryDoorSaysSoAsync(HttpClient region, HttpClient anyone, string id, string token, IReadOnlyList<Guid> keys)
    {
        var page = anyone.ReadAsync($"/avis/{token}");
        Task<Reply>[] asked =
        [
            .. keys.Select(key => region.SubmitAsync(SheetExamples.Smallest(), key)),
            region.ReadAsync($"/api/action-sheets/{id}"),
            region.ReadAsync("/api/action-sheets"),
            anyone.ReadAsync($"/api/reviews/{token}"),
            anyone.PostAsync($"/api/reviews/{token}/answers", Answers.Refusal($"{id}/s1", "sacha@etat.example")),
            anyone.ReadAsync("/api/health"),
        ];
        foreach (var reply in await Task.WhenAll(asked).WaitAsync(Bound))
        {
            Assert.Equal(Sentence, reply.IsProblem(503, "storage-unavailable").Json.GetProperty("title").GetString());
            Assert.InRange(reply.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        }

        var shown = (await page.WaitAsync(Bound)).Is(503);
        Assert.Contains(Sentence, Browser.Parse(shown).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(shown.Headers.RetryAfter);
    }

    /// <summary>Frozen once the first of them has its receipt, until someone who only reads was told.</summary>
    private static async Task<Reply[]> SubmitAndFreezeAsync(StartedLocalHost host, HttpClient region, List<Guid> keys)
    {
        var submissions = keys.Select(key => region.SubmitAsync(SheetExamples.Smallest(), key)).ToList();
        await Task.WhenAny(submissions);
        using (host.FreezeStorage())
        {
            (await region.ReadAsync("/api/action-sheets").WaitAsync(Bound)).IsProblem(503, "storage-unavailable");
        }

        return await Task.WhenAll(submissions);
    }
}
