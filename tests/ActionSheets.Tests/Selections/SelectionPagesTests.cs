using System.Net;
using System.Text;
using ActionSheets.Selections;
using ActionSheets.Tests.Nights;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Http;
using Support;
using Xunit;

namespace ActionSheets.Tests.Selections;

/// <summary>The pages as a browser without scripts has them.</summary>
public sealed class SelectionPagesTests(Azurite azurite) : SmallScenario(azurite)
{
    private string _cookie = "";

    [Fact]
    public async Task A_table_then_columns_and_filters_are_chosen_and_the_selection_can_be_downloaded_and_removed()
    {
        await MakeNights();
        var list = await Open();
        Assert.Contains("Aucune sélection n'est encore enregistrée.", list.Body!.TextContent, StringComparison.Ordinal);
        var choices = list.QuerySelectorAll("select#fichier option").Select(option => option.GetAttribute("value")).ToList();
        Assert.Contains("requests.csv", choices);
        Assert.DoesNotContain(choices, name => name!.EndsWith(".json", StringComparison.Ordinal));

        var form = await OpenForm("requests.csv");
        Assert.Equal((await Csv(Night, "requests.csv"))[0], form.QuerySelectorAll("input[type=checkbox]").Select(box => box.Id!["colonne.".Length..]));
        var (saved, _) = await Send("/exports/selections/nouvelle", form, ("nom", "Réponses <b>"), ("colonne.statut", "oui"), ("colonne.reference", "oui"), ("filtre2.colonne", "operateur"), ("filtre2.valeurs", "bpifrance\r\n\r\n etat \r\n"));
        Assert.Equal((303, "/exports/selections?enregistree"), (saved.StatusCode, saved.Headers.Location.ToString()));

        var line = Assert.Single((await Open("?enregistree")).QuerySelectorAll("tbody tr"));
        Assert.Equal(["Réponses <b>", "requests.csv", "reference, statut", "operateur : bpifrance ou etat", "le ministère"], line.Children.Take(5).Select(cell => cell.TextContent.Trim()));
        var download = line.QuerySelector("td a")!.GetAttribute("href")!.Split('/');
        var (_, csv) = await Call("GET", request => Get<DownloadSelection>().Run(request, download[^2], download[^1], CancellationToken.None), "ministry");
        var whole = await Csv(Night, "requests.csv");
        Assert.Equal(whole.Where(cells => cells[2] is "operateur" or "bpifrance" or "etat").Select(cells => (string[])[cells[0], cells[5]]), CsvText.Parse(csv));

        var (removed, _) = await Send(line.QuerySelector("form")!.GetAttribute("action")!, await Open());
        Assert.Equal(303, removed.StatusCode);
        Assert.Empty((await Open()).QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task What_is_missing_is_told_at_its_field_and_nothing_typed_is_lost()
    {
        await MakeNights();

        var (response, body) = await Send("/exports/selections/nouvelle", await OpenForm("requests.csv"), ("nom", ""), ("filtre3.valeurs", "a\nb"), ("filtre5.colonne", "statut"));

        Assert.Equal(422, response.StatusCode);
        var page = new HtmlParser().ParseDocument(body);
        Assert.Equal(["#nom", "#colonnes", "#filtre3.colonne", "#filtre5.valeurs"], page.QuerySelectorAll("#erreurs a").Select(link => link.GetAttribute("href")));
        Assert.All(page.QuerySelectorAll("#erreurs a"), link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..])));
        Assert.Equal("a\nb", page.GetElementById("filtre3.valeurs")!.TextContent.TrimStart('\n'));
        Assert.Equal("statut", ((IHtmlSelectElement)page.GetElementById("filtre5.colonne")!).Value);
        Assert.Empty((await Open()).QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task The_links_lead_to_the_night_that_is_asked_for()
    {
        await MakeNights();
        await Send("/exports/selections/nouvelle", await OpenForm("requests.csv"), ("nom", "Tout"), ("colonne.reference", "oui"));

        Assert.EndsWith("/latest", Link(await Open()), StringComparison.Ordinal);
        Assert.EndsWith("/2019-03-30", Link(await Open("?nuit=2019-03-30")), StringComparison.Ordinal);
        var none = await Open("?nuit=2019-03-29");
        Assert.EndsWith("/latest", Link(none), StringComparison.Ordinal);
        Assert.Contains("Aucune nuit n'est publiée pour ce jour.", none.GetElementById("erreurs")!.TextContent, StringComparison.Ordinal);

        static string Link(IHtmlDocument page) => page.QuerySelector("tbody td a")!.GetAttribute("href")!;
    }

    [Fact]
    public async Task A_Region_chooses_from_its_own_part_and_sees_no_other_s()
    {
        await MakeNights();
        await Send("/exports/selections/nouvelle", await OpenForm("requests.csv"), ("nom", "Du ministère"), ("colonne.reference", "oui"));

        var page = await Open(region: "76");

        Assert.DoesNotContain("Du ministère", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("select#fichier option").Skip(1), option => Assert.StartsWith("regions/76/", option.GetAttribute("value"), StringComparison.Ordinal));
        Assert.Equal(404, (await Get("requests.csv", "76")).Response.StatusCode);
        Assert.Equal(200, (await Get("regions/76/requests.csv", "76")).Response.StatusCode);
        Assert.Contains("La dernière nuit n'a pas de fichier pour vous", (await Open(region: "44")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/exports/selections", (await Get("", "76")).Response.Headers.Location.ToString());
    }

    [Fact]
    public async Task A_form_that_is_not_from_our_page_does_nothing()
    {
        await MakeNights();
        var form = await OpenForm("requests.csv");
        _cookie = "";

        Assert.Equal(403, (await Send("/exports/selections/nouvelle", form, ("nom", "Tout"), ("colonne.reference", "oui"))).Response.StatusCode);
        Assert.Empty((await Open()).QuerySelectorAll("tbody tr"));
    }

    private async Task MakeNights()
    {
        await Happen();
        await StartChain();
        await Make(Night);
    }

    private async Task<IHtmlDocument> Open(string query = "", string? region = null)
    {
        var (response, body) = await Call(
            "GET",
            request =>
            {
                request.QueryString = new(query);
                return Get<ShowSelections>().Run(request, CancellationToken.None);
            },
            region is null ? "ministry" : "region",
            region,
            ("Cookie", _cookie));
        Assert.Equal(200, response.StatusCode);
        Keep(response);
        return new HtmlParser().ParseDocument(body);
    }

    private async Task<IHtmlDocument> OpenForm(string table)
    {
        var (response, body) = await Get(table, null);
        Assert.Equal(200, response.StatusCode);
        Keep(response);
        return new HtmlParser().ParseDocument(body);
    }

    private Task<(HttpResponse Response, string Body)> Get(string table, string? region) => Call(
        "GET",
        request =>
        {
            request.QueryString = new("?fichier=" + Uri.EscapeDataString(table));
            return Get<ShowNewSelection>().Run(request, CancellationToken.None);
        },
        region is null ? "ministry" : "region",
        region,
        ("Cookie", _cookie));

    /// <summary>What the form holds that nobody types, and what is typed.</summary>
    private Task<(HttpResponse Response, string Body)> Send(string path, IHtmlDocument page, params (string Name, string Value)[] typed)
    {
        var hidden = page.QuerySelector($"form[action='{path}']")!.QuerySelectorAll("input[type=hidden]").Select(input => (Name: input.GetAttribute("name")!, Value: input.GetAttribute("value")!));
        var form = string.Join('&', hidden.Concat(typed).Select(field => $"{WebUtility.UrlEncode(field.Name)}={WebUtility.UrlEncode(field.Value)}"));
        return Call(
            "POST",
            request =>
            {
                request.ContentType = "application/x-www-form-urlencoded";
                request.Body = new MemoryStream(Encoding.ASCII.GetBytes(form));
                return path.EndsWith("/retrait", StringComparison.Ordinal)
                    ? Get<RemoveSelectionOnPage>().Run(request, path.Split('/')[^2], CancellationToken.None)
                    : Get<CreateSelectionOnPage>().Run(request, CancellationToken.None);
            },
            "ministry",
            null,
            ("Cookie", _cookie));
    }

    private void Keep(HttpResponse response) => _cookie = response.Headers.SetCookie.ToString() is { Length: > 0 } cookie ? cookie.Split(';')[0] : _cookie;
}
