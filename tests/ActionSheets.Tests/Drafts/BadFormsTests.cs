using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.InBrowser;
using ActionSheets.Tests.Sheets;
using ActionSheets.Web;
using AngleSharp.Html.Dom;
using Xunit;

namespace ActionSheets.Tests.Drafts;

/// <summary>What no page of ours would send, and what a browser sends too late or twice: a sentence, no effect, and nothing typed is lost.</summary>
[Collection(ProductCollection.Name)]
public sealed partial class BadFormsTests(Product product) : IDisposable
{
    private readonly Browser _browser = new(product.Host.Address, Someone.OfRegion("93"));

    public void Dispose() => _browser.Dispose();

    /// <summary>Every address that a form is posted to, but for those behind a token of a mail, which their own tests try.</summary>
    public static TheoryData<string> Forms =>
    [
        .. KnownRoutes.All.Where(known => known.Methods.Contains("POST", StringComparer.OrdinalIgnoreCase) && !known.Route.StartsWith("api/", StringComparison.Ordinal) && !known.Route.Contains("{token}", StringComparison.Ordinal) && !known.Route.Contains('*', StringComparison.Ordinal))
            .Select(known => "/" + Parameter().Replace(known.Route, "1")),
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_form_without_its_token_or_with_another_is_not_acted_on(string route)
    {
        var path = await FoundAsync(route);
        using var browser = new Browser(product.Host.Address, path.StartsWith("/guichets", StringComparison.Ordinal) ? Someone.Administrator : Someone.OfRegion("93"));
        await browser.OpenAsync(path.StartsWith("/guichets", StringComparison.Ordinal) ? "/guichets/bpifrance/*" : "/fiches/imports");
        foreach (var fields in (Dictionary<string, string>[])[new() { ["title"] = "Volé" }, new() { ["title"] = "Volé", ["jeton"] = "" }, new() { ["title"] = "Volé", ["jeton"] = new string('A', 43) }])
        {
            using var form = new FormUrlEncodedContent(fields);
            var page = Browser.Parse((await browser.PostAsync(path, form)).Is(403));
            Assert.Matches("n'a pas été envoyé depuis la page|ouverte depuis trop longtemps", page.QuerySelector("main")!.TextContent);
        }

        using var json = HttpClientExtensions.Json("{}");
        (await browser.PostAsync(path, json)).Is(403);
    }

    /// <summary>The address of something that is there: forms with files are read only for what their sender may change.</summary>
    private async Task<string> FoundAsync(string route) => route switch
    {
        _ when route.StartsWith("/fiches/1/", StringComparison.Ordinal) => $"/fiches/{await product.SubmittedAsync(SheetExamples.Smallest())}/{route["/fiches/1/".Length..]}",
        _ when route.StartsWith("/fiches/brouillons/1/pieces", StringComparison.Ordinal) =>
            $"/fiches/brouillons/{(await product.South.PostAsync("/api/drafts", SheetExamples.Smallest())).Is(201).Json.GetProperty("id").GetString()}{route["/fiches/brouillons/1".Length..]}",
        _ => route,
    };

    [Fact]
    public async Task A_form_from_another_site_changes_nothing_and_is_not_shown_again()
    {
        var (path, page) = await DraftAsync("description");
        _browser.MoveToAnotherSite();
        var refused = (await _browser.SubmitAsync(page, ("description", "Écrit ailleurs"), ("action", "enregistrer"))).Is(403);
        Assert.DoesNotContain("Écrit ailleurs", refused.Text, StringComparison.Ordinal);

        // As a browser would: without the cookie, which is for our own pages only.
        _browser.ForgetCookies();
        refused = (await _browser.SubmitAsync(page, ("description", "Écrit ailleurs"), ("action", "enregistrer"))).Is(403);
        Assert.DoesNotContain("Écrit ailleurs", refused.Text, StringComparison.Ordinal);
        using var mine = new Browser(product.Host.Address, Someone.OfRegion("93"));
        Assert.NotEqual("Écrit ailleurs", Browser.Fields((await mine.OpenAsync(path + "description")).Forms[0])["description"]);
    }

    [Fact]
    public async Task A_page_whose_session_has_ended_gives_back_what_was_typed_and_one_more_press_saves_it()
    {
        var (path, page) = await DraftAsync("description");
        _browser.ForgetCookies();
        var given = Browser.Parse((await _browser.SubmitAsync(page, ("description", "Une longue saisie"), ("action", "suite"))).Is(403));
        Assert.Contains("rien n'est enregistré", given.GetElementById("erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Une longue saisie", Browser.Fields(given.Forms[0])["description"]);
        (await _browser.SubmitAsync(given, ("action", "enregistrer"))).Is(200);
        Assert.Equal("Une longue saisie", Browser.Fields((await _browser.OpenAsync(path + "description")).Forms[0])["description"]);

        // Nobody's text is overwritten by it.
        page = await _browser.OpenAsync(path + "description");
        (await _browser.SubmitAsync(page, ("description", "Leur texte"), ("action", "enregistrer"))).Is(200);
        _browser.ForgetCookies();
        given = Browser.Parse((await _browser.SubmitAsync(page, ("description", "Mon texte"), ("action", "enregistrer"))).Is(403));
        Assert.Contains("Leur texte", given.GetElementById("conflit")!.TextContent, StringComparison.Ordinal);

        var first = await _browser.OpenAsync("/fiches/nouvelle");
        _browser.ForgetCookies();
        given = Browser.Parse((await _browser.SubmitAsync(first, ("title", "Un titre"), ("action", "suite"))).Is(403));
        Assert.Equal("Un titre", Browser.Fields(given.Forms[0])["title"]);
    }

    [Theory]
    [InlineData("999")]
    [InlineData("0")]
    [InlineData("")]
    [InlineData("1 or 1=1")]
    [InlineData("9999999999999999999999")]
    public async Task A_revision_that_was_tampered_with_overwrites_nothing(string revision)
    {
        var (path, page) = await DraftAsync("description");
        var conflict = Browser.Parse((await _browser.SubmitAsync(page, ("revision", revision), ("description", "Mon texte"), ("action", "suite"))).Is(409));
        Assert.Equal("Mon texte", Browser.Fields(conflict.Forms[0])["description"]);
        Assert.NotEqual("Mon texte", Browser.Fields((await _browser.OpenAsync(path + "description")).Forms[0])["description"]);
        (await _browser.SubmitAsync(Browser.Form(await _browser.OpenAsync(path + "recapitulatif"), "/suppression"), ("revision", revision))).Is(409);
        await _browser.OpenAsync(path + "recapitulatif");
    }

    [Fact]
    public async Task Fields_that_no_page_has_do_not_reach_the_draft()
    {
        var (path, page) = await DraftAsync("territoire");
        var fields = Browser.Fields(page.Forms[0]);
        foreach (var name in (string[])["leadRegionCode", "parentId", "id", "status", "reference", "progress", "requests[0].status", "budget.totalExclTax", "__proto__.x", "title[0]", "title.x", "projectOwner[999].name"])
        {
            fields[name] = "tampered";
        }

        fields["action"] = "../../etc";
        using var form = new FormUrlEncodedContent(fields);
        (await _browser.PostAsync(path + "territoire", form)).Is(200);
        var draft = (await product.South.ReadAsync("/api/drafts/" + path.Split('/')[3])).Is(200).Text;
        Assert.DoesNotContain("tampered", draft, StringComparison.Ordinal);
        (await product.South.AskAsync(HttpMethod.Post, $"/api/drafts/{path.Split('/')[3]}/submission", ifMatch: "*")).Is(201);
    }

    [Fact]
    public async Task A_territory_put_into_the_list_by_hand_is_refused_and_the_draft_stays()
    {
        var (path, page) = await DraftAsync("territoire");
        var fields = Browser.Fields(page.Forms[0]);
        (fields["territoryId"], fields["action"]) = ("sud-alsace", "suite");
        using (var form = new FormUrlEncodedContent(fields))
        {
            (await _browser.PostAsync(path + "territoire", form)).Is(200);
        }

        var summary = await _browser.OpenAsync(path + "recapitulatif");
        var refused = Browser.Parse((await _browser.SubmitAsync(Browser.Form(summary, "/depot"))).Is(403));
        Assert.Contains("ne pilote pas", refused.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("sud-alsace", Browser.Fields((await _browser.OpenAsync(path + "territoire")).Forms[0])["territoryId"]);
    }

    [Fact]
    public async Task Three_hundred_partners_are_counted_named_and_all_given_back()
    {
        var (path, page) = await DraftAsync("description");
        var fields = Browser.Fields(page.Forms[0]);
        for (var i = 0; i < 300; i++)
        {
            fields[$"partners[{i}].name"] = $"Partenaire {i}";
        }

        fields["action"] = "suite";
        using var form = new FormUrlEncodedContent(fields);
        var faulty = Browser.Parse((await _browser.PostAsync(path + "description", form)).Is(422));
        Assert.Contains("200", faulty.QuerySelector("#erreurs a[href='#partners']")!.TextContent, StringComparison.Ordinal);
        Assert.All([faulty, await _browser.OpenAsync(path + "description")], given =>
            Assert.Equal(Enumerable.Range(0, 300).Select(i => $"Partenaire {i}"), Enumerable.Range(0, 300).Select(i => Browser.Fields(given.Forms[0])[$"partners[{i}].name"])));
        Browser.Parse((await _browser.SubmitAsync(Browser.Form(await _browser.OpenAsync(path + "recapitulatif"), "/depot"))).Is(422));
    }

    [Fact]
    public async Task A_fault_stands_at_its_own_entry_although_an_empty_one_comes_before_it()
    {
        var (path, page) = await DraftAsync("budget");
        var fields = Browser.Fields(page.Forms[0]);
        (fields["fundingPlan[0].funder"], fields["fundingPlan[2].funder"], fields["fundingPlan[2].amount"], fields["action"]) = ("", "Région", "beaucoup", "suite");
        using var form = new FormUrlEncodedContent(fields);
        var faulty = Browser.Parse((await _browser.PostAsync(path + "budget", form)).Is(422));
        var field = Assert.IsAssignableFrom<IHtmlInputElement>(faulty.QuerySelector("input[aria-invalid='true'][id^='fundingPlan']"));
        Assert.Equal("beaucoup", field.Value);
        Assert.NotNull(faulty.QuerySelector($"#erreurs a[href='#{field.Id}']"));
    }

    [Fact]
    public async Task Another_Regions_draft_is_neither_read_nor_changed_nor_submitted()
    {
        var (path, page) = await DraftAsync("description");
        var summary = await _browser.OpenAsync(path + "recapitulatif");
        using var other = new Browser(product.Host.Address, Someone.OfRegion("44"));
        var token = Browser.Fields(Assert.Single((await other.OpenAsync("/fiches/imports")).Forms))["jeton"];
        foreach (var form in summary.Forms.Append(page.Forms[0]).Where(form => !form.HasAttribute("enctype")))
        {
            var fields = Browser.Fields(form);
            (fields["jeton"], fields["description"]) = (token, "Volé");
            using var content = new FormUrlEncodedContent(fields);
            var reply = await other.PostAsync(form.GetAttribute("action")!, content);
            Assert.True(reply.Status == 404 || form.GetAttribute("action")!.EndsWith("/suppression", StringComparison.Ordinal), $"{form.GetAttribute("action")}: {reply.Status}");
        }

        var draft = (await product.South.ReadAsync("/api/drafts/" + path.Split('/')[3])).Is(200);
        Assert.DoesNotContain("Volé", draft.Text, StringComparison.Ordinal);
        Assert.Equal("\"d1\"", draft.ETag);
    }

    [Fact]
    public async Task The_first_page_sent_twice_begins_one_draft_and_an_empty_one_none()
    {
        var title = $"Commencée {Guid.NewGuid():N}";
        var first = await _browser.OpenAsync("/fiches/nouvelle");
        var empty = Browser.Parse((await _browser.SubmitAsync(first, ("action", "suite"))).Is(422));
        Assert.NotNull(empty.QuerySelector("#erreurs a[href='#title']"));
        (string, string)[] typed = [("title", title), ("action", "suite")];
        (await _browser.SubmitAsync(empty, typed)).Is(200);
        (await _browser.SubmitAsync(empty, typed)).Is(200);
        Assert.Single((await _browser.OpenAsync("/fiches")).QuerySelectorAll("main a"), link => link.TextContent == title);

        // Sent again with something else, it does not take the place of the first in silence.
        var conflict = Browser.Parse((await _browser.SubmitAsync(empty, ("title", title + " bis"), ("action", "suite"))).Is(409));
        Assert.Contains(title, conflict.GetElementById("conflit")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(title + " bis", Browser.Fields(conflict.Forms[0])["title"]);

        // No page chooses another Region's draft, nor what is no draft.
        foreach (var tampered in (string[])["rien", new string('9', 500), Guid.Empty.ToString("B")])
        {
            (await _browser.SubmitAsync(await _browser.OpenAsync("/fiches/nouvelle"), ("brouillon", tampered), ("title", title + " ter"), ("action", "suite"))).Is(200);
        }
    }

    [Fact]
    public async Task The_first_page_saves_itself_into_the_draft_it_begins()
    {
        var title = $"Commencée {Guid.NewGuid():N}";
        var first = (await _browser.OpenAsync("/fiches/nouvelle")).Forms[0];
        Assert.Equal("", (await _browser.SaveBySelfAsync(first)).Is(204).Text);
        var saved = (await _browser.SaveBySelfAsync(first, ("title", title))).Is(200).Json;
        Assert.Equal(1, saved.GetProperty("revision").GetInt32());
        var path = saved.GetProperty("path").GetString()!;

        // The answer was lost: asked again it is the same, and what was typed since is in nobody's way in silence.
        Assert.Equal(path, (await _browser.SaveBySelfAsync(first, ("title", title))).Is(200).Json.GetProperty("path").GetString());
        (await _browser.SaveBySelfAsync(first, ("title", title + " bis"))).Is(409);
        (await _browser.SaveBySelfAsync(first, ("title", ""), ("projectOwner.name", "Métropole"))).Is(409);

        var draft = await _browser.OpenAsync(path);
        Assert.Equal(title, Browser.Fields(draft.Forms[0])["title"]);
        Assert.Equal(2, (await _browser.SaveBySelfAsync(draft.Forms[0], ("title", title + " bis"))).Is(200).Json.GetProperty("revision").GetInt32());

        // Saved since from another window, the same words are no ground to go on from.
        (await _browser.SaveBySelfAsync(first, ("title", title + " bis"))).Is(409);
        Assert.Single((await _browser.OpenAsync("/fiches")).QuerySelectorAll("main a"), link => link.TextContent.StartsWith(title, StringComparison.Ordinal));
    }

    /// <summary>Gone back, gone forward, loaded again: the address names the draft.</summary>
    [Fact]
    public async Task The_address_of_the_first_page_finds_the_draft_that_it_began_and_the_sheet_it_became()
    {
        var address = $"/fiches/nouvelle?brouillon={Guid.NewGuid():D}";
        var first = await _browser.OpenAsync(address);
        Assert.Equal(address.Split('=')[1], Browser.Fields(first.Forms[0])["brouillon"]);
        var title = $"Commencée {Guid.NewGuid():N}";
        (await _browser.SubmitAsync(first, ("title", title), ("action", "suite"))).Is(200);
        var again = await _browser.OpenAsync(address);
        Assert.Equal(title, Browser.Fields(again.Forms[0])["title"]);
        Assert.EndsWith("/territoire", again.Forms[0].GetAttribute("action"), StringComparison.Ordinal);
        (await _browser.SubmitAsync(again, ("title", title + " bis"), ("action", "suite"))).Is(200);
        Assert.Single((await _browser.OpenAsync("/fiches")).QuerySelectorAll("main a"), link => link.TextContent.StartsWith(title, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_correction_that_changes_nothing_is_not_deposited_by_its_form()
    {
        var id = await product.SubmittedAsync(SheetExamples.Smallest());
        var draft = Browser.Parse((await _browser.SubmitAsync(Browser.Form(await _browser.OpenAsync($"/fiches/{id}"), "/correction"))).Is(200));
        var path = draft.Forms[0].GetAttribute("action")!;
        var summary = await _browser.OpenAsync(path[..(path.LastIndexOf('/') + 1)] + "recapitulatif");
        var refused = Browser.Parse((await _browser.SubmitAsync(Browser.Form(summary, "/depot"))).Is(422));
        Assert.Contains("Rien n'a changé depuis la version 1", refused.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, (await product.SheetAsync(id))["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_first_page_is_saved_by_its_other_button_and_stays()
    {
        var title = $"Commencée {Guid.NewGuid():N}";
        var saved = Browser.Parse((await _browser.SubmitAsync(await _browser.OpenAsync("/fiches/nouvelle"), ("title", title), ("action", "enregistrer"))).Is(200));
        Assert.Equal(title, Browser.Fields(saved.Forms[0])["title"]);
        Assert.EndsWith("/territoire", saved.Forms[0].GetAttribute("action"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gone_back_to_after_the_sheet_is_there_a_page_says_so_and_shows_what_was_typed()
    {
        var (path, page) = await DraftAsync("description");
        var first = await _browser.OpenAsync(path + "territoire");
        (await _browser.SubmitAsync(Browser.Form(await _browser.OpenAsync(path + "recapitulatif"), "/depot"))).Is(200);
        var unsaved = Browser.Parse((await _browser.SubmitAsync(page, ("description", "Trop tard"), ("action", "suite"))).Is(409));
        Assert.Contains("Trop tard", unsaved.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(unsaved.QuerySelector("main a[href^='/fiches/93-']"));
        (await _browser.SubmitAsync(first, ("title", "Trop tard aussi"), ("action", "enregistrer"))).Is(409);

        var (removed, open) = await DraftAsync("description");
        (await _browser.SubmitAsync(Browser.Form(await _browser.OpenAsync(removed + "recapitulatif"), "/suppression"))).Is(200);
        unsaved = Browser.Parse((await _browser.SubmitAsync(open, ("description", "Pour un brouillon supprimé"), ("action", "suite"))).Is(404));
        Assert.Contains("Pour un brouillon supprimé", unsaved.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buttons_of_a_sheet_pressed_twice_do_their_work_once()
    {
        var id = await product.SubmittedAsync(SheetExamples.Smallest());
        var sheet = await _browser.OpenAsync($"/fiches/{id}");
        foreach (var button in (string[])["/correction", "/copie"])
        {
            var drafts = new HashSet<string>(StringComparer.Ordinal);
            for (var press = 0; press < 2; press++)
            {
                drafts.Add(Browser.Parse((await _browser.SubmitAsync(Browser.Form(sheet, button))).Is(200)).Forms[0].GetAttribute("action")!);
            }

            Assert.Single(drafts);
        }

        (await _browser.SubmitAsync(Browser.Form(sheet, "/retrait"), ("motif", "Le porteur renonce."))).Is(200);
        var again = await _browser.SubmitAsync(Browser.Form(sheet, "/retrait"), ("motif", "Une autre raison."));
        Assert.InRange(again.Status, 200, 409);
        var journal = (await product.South.ReadAsync($"/api/action-sheets/{id}/journal")).Json.GetProperty("items").EnumerateArray();
        Assert.Single(journal, entry => entry.GetProperty("type").GetString() == "withdrawn");
    }

    [Theory]
    [InlineData("title=%E9t%E9", "application/x-www-form-urlencoded")]
    [InlineData("title=%00", "application/x-www-form-urlencoded")]
    [InlineData("title=%ED%A0%80", "application/x-www-form-urlencoded")]
    [InlineData("title=x", "application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("title=x", "application/x-www-form-urlencoded; charset=rien")]
    [InlineData("title=\u00e9", "multipart/form-data; boundary=nothing")]
    [InlineData("title=x", "text/plain")]
    public async Task A_form_in_a_wrong_encoding_is_told_in_a_page_and_begins_nothing(string body, string type)
    {
        var page = await _browser.OpenAsync("/fiches/nouvelle");
        var token = Browser.Fields(page.Forms[0])["jeton"];
        var before = (await product.South.ReadAsync("/api/drafts")).Json.GetProperty("items").GetArrayLength();
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes($"{body}&action=suite&jeton={token}"));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        var reply = await _browser.PostAsync("/fiches/nouvelle", content);
        Assert.InRange(reply.Status, 400, 422);
        Browser.Parse(reply);
        Assert.Equal(before, (await product.South.ReadAsync("/api/drafts")).Json.GetProperty("items").GetArrayLength());
    }

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    /// <summary>A draft that could be submitted, and one page of its form.</summary>
    private async Task<(string Path, IHtmlDocument Page)> DraftAsync(string step)
    {
        JsonNode sheet = SheetExamples.Smallest();
        sheet["title"] = $"Requalifier {Guid.NewGuid():N}";
        var path = $"/fiches/brouillons/{(await product.South.PostAsync("/api/drafts", sheet)).Is(201).Json.GetProperty("id").GetString()}/";
        return (path, await _browser.OpenAsync(path + step));
    }
}
