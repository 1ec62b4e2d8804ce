using ActionSheets.Tests.Asking;
using ActionSheets.Tests.InBrowser;
using ActionSheets.Tests.Pdf;
using ActionSheets.Tests.Sheets;
using AngleSharp.Html.Dom;
using Xunit;

namespace ActionSheets.Tests.Statements;

/// <summary>What is promised on a territory, and the statements made of it. Each test has a territory of its own.</summary>
[Collection(ProductCollection.Name)]
public sealed class StatementTests(Product product) : IDisposable
{
    private const string Bank = "banque-des-territoires";

    private readonly Browser _browser = new(product.Host.Address, Someone.OfRegion("93"));

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task A_statement_is_made_once_says_what_is_promised_and_tells_whether_it_still_stands()
    {
        const string Path = "/territoires/gap-tallard-buech/engagements";
        Assert.Empty((await _browser.OpenAsync(Path)).Forms);
        var (sheet, token) = await PromisedAsync("gap-tallard-buech", ("r1", 100_000));

        var page = await _browser.OpenAsync(Path);
        Assert.Contains("Accord de principe, 100 000 €", Text(page), StringComparison.Ordinal);
        var (address, sha256) = await MakeAsync(page);
        Assert.Equal((address, sha256), await MakeAsync(page));
        await AssertIsAsync(sha256, "in-force", "Rien n'a changé depuis.");

        // The file says what the page says, and names its proof and where to verify it.
        var file = (await _browser.GetAsync(address)).Is(200);
        var lines = ReceiptFileTests.LinesOf(file.Body);
        ReceiptDownloadsTests.AssertSays(await _browser.OpenAsync(address + "?page"), lines);
        Assert.Contains(sha256, lines);
        Assert.Contains((await product.RequestAsync(sheet, "r1"))["answer"]!["receipt"]!.GetValue<string>(), string.Concat(lines), StringComparison.Ordinal);

        // A later answer changes what stands; the statement stays as it was.
        (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", Answers.Agreement($"{sheet}/r1", 80_000))).Is(201);
        await AssertIsAsync(sha256, "replaced", "Ces engagements ont changé depuis.");
        var (next, _) = await MakeAsync(await _browser.OpenAsync(Path));
        Assert.NotEqual(address, next);
        await AssertIsAsync(sha256, "replaced", "Un autre relevé l'a remplacé le");
        Assert.Equal(file.Body, (await _browser.GetAsync(address)).Is(200).Body);
        Assert.Equal(["en vigueur", "remplacé ou dépassé"], (await _browser.OpenAsync(Path)).QuerySelectorAll("main li").Select(line => line.TextContent.Trim().Split(", ")[^1]));
    }

    [Fact]
    public async Task Sums_stand_by_kind_of_amount_and_what_is_given_up_or_to_be_reconfirmed_is_no_promise_or_says_so()
    {
        const string Path = "/territoires/avignon-sorgues-cavaillon-ventoux/engagements";
        var (withdrawn, _) = await PromisedAsync("avignon-sorgues-cavaillon-ventoux", ("r1", 1_000));
        (await product.South.WithdrawAsync(withdrawn, "Le porteur renonce.", "*")).Is(200);
        var (sheet, token) = await PromisedAsync("avignon-sorgues-cavaillon-ventoux", ("r1", 100_000));
        var loan = Answers.Of($"{sheet}/r2", "agreement-in-principle", null, ("amount", 500_000), ("amountKind", "pret"));
        (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", loan)).Is(201);

        var text = Text(await _browser.OpenAsync(Path));
        Assert.DoesNotContain("1 000 €", text, StringComparison.Ordinal);
        Assert.Contains("Montant promis (pret) 500 000 €", text, StringComparison.Ordinal);
        Assert.Contains("Montant promis (nature non précisée) 100 000 €", text, StringComparison.Ordinal);
        Assert.DoesNotContain("à reconfirmer", text, StringComparison.Ordinal);

        var changed = SheetExamples.Fullest();
        (changed["territoryId"], changed["budget"]!["totalExclTax"], changed["budget"]!["lines"]) = ("avignon-sorgues-cavaillon-ventoux", 3_000_000, null);
        (await product.South.CorrectAsync(sheet, changed, "*")).Is(201);
        Assert.Contains("à reconfirmer, la fiche a changé depuis", Text(await _browser.OpenAsync(Path)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_button_pressed_many_times_at_once_makes_one_statement()
    {
        await PromisedAsync("haute-vallee-de-la-durance", ("r1", 100_000));
        var page = await _browser.OpenAsync("/territoires/haute-vallee-de-la-durance/engagements");
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => MakeAsync(page)));
        Assert.Single(made.Distinct());
        Assert.Single((await _browser.OpenAsync("/territoires/haute-vallee-de-la-durance/engagements")).QuerySelectorAll("main li"));
    }

    [Fact]
    public async Task Commitments_are_read_by_the_Regions_of_the_territory_and_by_who_reads_all()
    {
        const string Path = "/territoires/carros/engagements";
        (await product.South.ReadAsync(Path)).Is(200);
        (await product.Ministry.ReadAsync(Path)).Is(200);
        (await product.Administrator.ReadAsync(Path)).Is(200);
        (await product.Region("44").ReadAsync(Path)).Is(404);
        (await product.Operator(Bank).ReadAsync(Path)).Is(403);
        (await product.Anyone.ReadAsync(Path)).Is(401);
        (await product.South.ReadAsync("/territoires/atlantide/engagements")).Is(404);
        (await product.South.ReadAsync($"{Path}/{new string('0', 64)}")).Is(404);
        (await product.South.ReadAsync($"{Path}/rien")).Is(404);
        (await product.South.ReadAsync($"{Path}/%23%3F{new string('a', 2000)}")).Is(404);

        // The form of another site makes none.
        using var content = new FormUrlEncodedContent([]);
        (await product.South.AskAsync(HttpMethod.Post, Path, content)).Is(403);
    }

    [Fact]
    public async Task The_page_of_a_sheet_and_the_list_of_a_territory_lead_to_its_commitments()
    {
        var id = await product.SubmittedAsync(SheetExamples.Smallest());
        Assert.NotNull((await _browser.OpenAsync($"/fiches/{id}")).QuerySelector("main a[href='/territoires/carros/engagements']"));
        Assert.NotNull((await _browser.OpenAsync("/fiches?territory=carros")).QuerySelector("main a[href='/territoires/carros/engagements']"));
        using var asked = new Browser(product.Host.Address, Someone.OfOperator("bpifrance"));
        Assert.Null((await asked.OpenAsync("/fiches?territory=carros")).QuerySelector("main a[href='/territoires/carros/engagements']"));
    }

    /// <summary>A sheet in this territory on whose requests the bank has promised so much.</summary>
    private async Task<(string Sheet, string Token)> PromisedAsync(string territory, params (string Request, decimal Amount)[] promised)
    {
        var content = SheetExamples.Fullest();
        content["territoryId"] = territory;
        var (sheet, token) = await product.LetterOfAsync(content, Bank);
        foreach (var (request, amount) in promised)
        {
            (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", Answers.Agreement($"{sheet}/{request}", amount))).Is(201);
        }

        return (sheet, token);
    }

    /// <summary>Presses the button; where the statement is, and its fingerprint.</summary>
    private async Task<(string Address, string Sha256)> MakeAsync(IHtmlDocument page)
    {
        var made = Browser.Parse((await _browser.SubmitAsync(page)).Is(200));
        var address = made.QuerySelector("main a.fr-link")!.GetAttribute("href")!;
        return (address, address.Split('/')[^1]);
    }

    private async Task AssertIsAsync(string sha256, string state, string sentence)
    {
        var proof = (await product.Anyone.ReadAsync($"/api/receipts/{sha256.ToUpperInvariant()}")).Is(200).Json;
        Assert.Equal(("statement", state), (proof.GetProperty("kind").GetString(), proof.GetProperty("state").GetString()));
        using var anyone = new Browser(product.Host.Address);
        Assert.Contains(sentence, Text(await anyone.OpenAsync($"/verifier/{sha256}")), StringComparison.Ordinal);
    }

    private static string Text(IHtmlDocument page) => string.Join(' ', page.QuerySelector("main")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
