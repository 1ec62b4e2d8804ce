using System.Text.Json.Nodes;
using ActionSheets.Persons;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Support;
using Xunit;

namespace ActionSheets.Tests.Persons;

[Collection(ProductCollection.Name)]
public sealed class ErasureRoutesTests(Product product)
{
    private const string Erasures = "/api/erasures";

    [Fact]
    public async Task A_sheet_asked_for_by_an_administrator_is_cleaned_and_still_reads_as_before_but_for_persons()
    {
        var sheet = SheetExamples.Fullest();
        var id = await product.SubmittedAsync(sheet);
        await product.StillAsync();
        Assert.NotNull((await product.SheetAsync(id))["submittedBy"]);

        var asked = (await product.Administrator.PostAsync(Erasures, new JsonObject { ["sheet"] = id })).Is(202);
        var path = asked.Headers.Location!.ToString();
        await Probe.UntilAsync("the erasure is done", async () => (await product.Administrator.ReadAsync(path)).Is(200).Json.GetProperty("state").GetString() == "done");

        var left = await product.SheetAsync(id);
        Assert.Null(left["submittedBy"]);
        Assert.Null(left["contact"]);
        Assert.Equal((sheet["title"]!.GetValue<string>(), 1), (left["title"]!.GetValue<string>(), left["version"]!.GetValue<int>()));
        Assert.Equal("true", (await product.Anyone.ReadAsync($"/api/receipts/{left["receipt"]!["sha256"]}")).Is(200).Json.GetProperty("known").GetRawText());
        Assert.Contains(path[(path.LastIndexOf('/') + 1)..], (await product.Administrator.ReadAsync(Erasures)).Is(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_about_personal_data_shows_the_periods_that_the_timers_go_by()
    {
        var periods = new RetentionOptions();
        using var browser = new Browser(product.Host.Address);
        var page = await browser.OpenAsync("/donnees-personnelles");

        var told = page.QuerySelectorAll("table")[1].QuerySelectorAll("td").Select(cell => cell.TextContent).ToList();

        Assert.Equal($"{periods.SheetYears} ans après le dernier événement de la fiche", told[0]);
        Assert.StartsWith($"{periods.UnconfirmedDays} jours", told[1], StringComparison.Ordinal);
        Assert.Equal($"{periods.DraftDays} jours après le dernier enregistrement", told[2]);
        Assert.Equal($"{periods.DownloadMonths} mois", told[4]);
    }

    [Fact]
    public async Task Only_an_administrator_has_something_erased_and_says_clearly_what()
    {
        foreach (var other in new[] { product.South, product.Operator("bpifrance"), product.Ministry })
        {
            (await other.PostAsync(Erasures, new JsonObject { ["email"] = "a@b.example" })).IsProblem(403, "forbidden");
            (await other.ReadAsync(Erasures)).IsProblem(403, "forbidden");
        }

        (await product.Anyone.PostAsync(Erasures, new JsonObject { ["email"] = "a@b.example" })).IsProblem(401, "unauthenticated");
        (await product.Administrator.PostAsync(Erasures, new JsonObject())).IsInvalid("email");
        (await product.Administrator.PostAsync(Erasures, new JsonObject { ["email"] = "a@b.example", ["sheet"] = "x" })).IsInvalid("email");
        (await product.Administrator.PostAsync(Erasures, new JsonObject { ["email"] = "personne" })).IsInvalid("email");
        (await product.Administrator.PostAsync(Erasures, new JsonObject { ["sheet"] = "93-0123456789abcdef" })).IsInvalid("sheet");
        (await product.Administrator.ReadAsync(Erasures + "/head")).IsProblem(404, "not-found");
    }
}
