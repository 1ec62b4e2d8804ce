using ActionSheets.Tests.Asking;
using ActionSheets.Tests.InBrowser;
using Xunit;

namespace ActionSheets.Tests.Registers;

/// <summary>The page of desks, in a browser without scripts.</summary>
[Collection(ProductCollection.Name)]
public sealed class DeskPagesTests(Product product)
{
    [Fact]
    public async Task An_administrator_sets_a_desk_on_the_page_as_by_the_API()
    {
        using var browser = new Browser(product.Host.Address, Someone.Administrator);
        var page = await browser.OpenAsync("/guichets/ademe/93");
        var saved = Browser.Parse((await browser.SubmitAsync(
            page,
            ("name", "Guichet de Marseille"), ("address", "marseille@ademe.example"), ("substitute", "nice@ademe.example"), ("regionalHead", "direction@ademe.example"),
            ("absence.from", "2030-01-01"), ("absence.until", "2030-01-15"), ("digestHour", "9"), ("quietHours.from", "20"), ("quietHours.until", "7"))).Is(200));
        Assert.Contains("Guichet enregistré.", saved.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("marseille@ademe.example", saved.Body.TextContent, StringComparison.Ordinal);

        var desk = (await product.Ministry.ReadAsync("/api/desks/ademe/93")).Is(200).Json;
        Assert.Equal("Guichet de Marseille", desk.GetProperty("name").GetString());
        Assert.Equal("2030-01-15", desk.GetProperty("absence").GetProperty("until").GetString());
        Assert.Equal(9, desk.GetProperty("digestHour").GetInt32());
        Assert.Equal(7, desk.GetProperty("quietHours").GetProperty("until").GetInt32());

        // The form shows what stands, so that sending it again changes nothing.
        var again = await browser.OpenAsync("/guichets/ademe/93");
        (await browser.SubmitAsync(again)).Is(200);
        Assert.Equal(desk.GetRawText(), (await product.Ministry.ReadAsync("/api/desks/ademe/93")).Is(200).Text);
    }

    [Fact]
    public async Task A_desk_that_came_with_the_machine_bears_its_operators_name_of_the_day() =>
        Assert.Equal("Guichet Pôle emploi", (await product.Ministry.ReadAsync("/api/desks/pole-emploi/*")).Is(200).Json.GetProperty("name").GetString());

    [Fact]
    public async Task What_is_wrong_is_said_on_top_and_beside_the_field_and_what_was_typed_stays()
    {
        using var browser = new Browser(product.Host.Address, Someone.Administrator);
        var page = await browser.OpenAsync("/guichets/ademe/*");
        var faulty = Browser.Parse((await browser.SubmitAsync(
            page, ("address", "personne"), ("digestHour", "midi"), ("quietHours.from", "8"), ("absence.from", "2019-04-02"), ("absence.until", "2019-04-01"))).Is(422));
        foreach (var field in (string[])["address", "digestHour", "quietHours.until", "absence.until"])
        {
            Assert.NotNull(faulty.QuerySelector($"#erreurs a[href='#{field}']"));
            Assert.NotEmpty(faulty.GetElementById(field + "-messages")!.TextContent.Trim());
        }

        Assert.Equal("midi", faulty.GetElementById("digestHour")!.GetAttribute("value"));
        Assert.Equal("guichet@ademe.example", (await product.Ministry.ReadAsync("/api/desks/ademe/*")).Is(200).Json.GetProperty("address").GetString());
    }

    [Fact]
    public async Task The_ministry_reads_the_list_and_changes_nothing_and_nobody_else_sees_it()
    {
        using var ministry = new Browser(product.Host.Address, Someone.Ministry);
        var page = await ministry.OpenAsync("/guichets");
        Assert.Contains("guichet@bpifrance.example", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Joignable", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("main a[href^='/guichets/']"));
        (await ministry.GetAsync("/guichets/bpifrance/*")).Is(403);
        using var region = new Browser(product.Host.Address, Someone.OfRegion("93"));
        (await region.GetAsync("/guichets")).Is(403);
    }

    [Fact]
    public async Task An_absent_desk_is_shown_as_such_with_its_substitute()
    {
        (await product.Administrator.PutAsync("/api/desks/ademe/28", new System.Text.Json.Nodes.JsonObject
        {
            ["name"] = "Guichet de Caen",
            ["address"] = "caen@ademe.example",
            ["substitute"] = "rouen@ademe.example",
            ["absence"] = new System.Text.Json.Nodes.JsonObject { ["from"] = "2019-01-01", ["until"] = "2031-12-31" },
        })).Is(200);
        using var browser = new Browser(product.Host.Address, Someone.Administrator);
        var line = (await browser.OpenAsync("/guichets")).QuerySelectorAll("tr").Single(row => row.TextContent.Contains("caen@ademe.example", StringComparison.Ordinal));
        Assert.Contains("Absent jusqu'au 31 décembre 2031, suppléance en cours", line.TextContent, StringComparison.Ordinal);
    }
}
