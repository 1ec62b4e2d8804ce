using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Support;
using Xunit;

namespace ActionSheets.Tests.Replies;

/// <summary>A letter answered by simply replying to it, as SendGrid's Inbound Parse posts the reply.</summary>
[Collection(ProductCollection.Name)]
public sealed partial class ReceiveReplyTests(Product product)
{
    private const string Bpifrance = "bpifrance";
    private const string Path = "/api/sendgrid/inbound";

    [Fact]
    public async Task A_reply_is_filed_and_what_it_says_is_recorded_by_one_click()
    {
        var (sheet, _) = await product.LetterOfAsync(Asking(150_000), Bpifrance);
        const string Text = "Bonjour,\n\nNous donnons notre accord de principe pour 120 000 €.\n\nLe 22 mars 2019 à 06:00, Territoires d'industrie a écrit :\n> Refus possible";
        Assert.Equal("proposed", await ReplyAsync(sheet, "Dominique Martin <dominique@bpifrance.example>", Text));

        Assert.Equal("sent", (await product.RequestAsync(sheet, "r1"))["status"]!.GetValue<string>());
        var mail = await ProposalAsync(sheet);
        Assert.Contains("accord de principe", mail.Text, StringComparison.Ordinal);
        Assert.Contains("120 000", mail.Text!.Replace('\u202f', ' ').Replace('\u00a0', ' '), StringComparison.Ordinal);
        MailSnapshot.Check("code-reply", mail, sheet, (await product.SheetAsync(sheet))["reference"]!.GetValue<string>());
        var link = Link().Match(mail.Text!).Value;
        using var browser = new Browser(product.Host.Address);
        for (var look = 0; look < 5; look++)
        {
            await browser.OpenAsync(link);
        }

        Assert.Equal("sent", (await product.RequestAsync(sheet, "r1"))["status"]!.GetValue<string>());
        (await browser.SubmitAsync(await browser.OpenAsync(link))).Is(200);
        var answer = (await product.RequestAsync(sheet, "r1"))["answer"]!;
        Assert.Equal(("agreement-in-principle", 120_000m, "Dominique Martin"), (answer["kind"]!.GetValue<string>(), answer["amount"]!.GetValue<decimal>(), answer["respondent"]!["name"]!.GetValue<string>()));
        Assert.Contains("120 000", (await product.Administrator.ReadAsync($"/api/action-sheets/{sheet}/messages")).Is(200).Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nous refusons cette demande, déjà financée.", "refus")]
    [InlineData("Cette demande est hors de notre champ.", "hors de notre champ")]
    [InlineData("Instruction accélérée possible à partir du 15 avril 2019.", "instruction accélérée")]
    [InlineData("Qui est le maître d'ouvrage ?", "question à la Région")]
    [InlineData("Nous ne sommes pas d'accord.", "refus")]
    public async Task The_word_of_a_reply_is_understood(string text, string kind)
    {
        var (sheet, _) = await product.LetterOfAsync(Asking(null), Bpifrance);
        Assert.Equal("proposed", await ReplyAsync(sheet, "dominique@bpifrance.example", text));
        Assert.Contains($"Votre réponse : {kind}", (await ProposalAsync(sheet)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Accord de principe pour 120 000 €, valable jusqu'au 31/12/2019.", "2019-12-31")]
    [InlineData("Nous donnons notre accord de principe à hauteur de 120 000 €. Il est valide jusqu’au mardi 31 décembre 2019, sous réserve.", "2019-12-31")]
    [InlineData("Accord de principe pour 120 000 €, validité : jusqu'au 30 juin.", "2019-06-30")]
    [InlineData("Accord de principe pour 120 000 €. Envoyez-nous le dossier jusqu'au 30 juin.", null)]
    public async Task Until_when_an_agreement_is_valid_is_read(string text, string? day)
    {
        var (sheet, _) = await product.LetterOfAsync(Asking(150_000), Bpifrance);
        Assert.Equal("proposed", await ReplyAsync(sheet, "Dominique Martin <dominique@bpifrance.example>", text));
        using var browser = new Browser(product.Host.Address);
        var page = await browser.OpenAsync(Link().Match((await ProposalAsync(sheet)).Text!).Value);
        Assert.Equal(day is not null, page.Body!.TextContent.Contains("valable jusqu'au", StringComparison.Ordinal));
        (await browser.SubmitAsync(page)).Is(200);
        var answer = (await product.RequestAsync(sheet, "r1"))["answer"]!;
        Assert.Equal((120_000m, day), (answer["amount"]!.GetValue<decimal>(), answer["validUntil"]?.GetValue<string>()));
    }

    [Fact]
    public async Task What_cannot_be_read_is_filed_and_proposes_nothing()
    {
        var (sheet, _) = await product.LetterOfAsync(Asking(150_000), Bpifrance);
        Assert.Equal("filed", await ReplyAsync(sheet, "dominique@bpifrance.example", "Merci, bien reçu."));
        Assert.Equal("filed", await ReplyAsync(sheet, "dominique@bpifrance.example", "Accord de principe, le montant suivra."));
        await product.StillAsync();
        Assert.DoesNotContain(await product.Host.MailsAsync(), mail => Product.KeyOf(mail).StartsWith($"{sheet}.v1.{Bpifrance}.c", StringComparison.Ordinal));
        Assert.Contains("bien reçu", (await product.Administrator.ReadAsync($"/api/action-sheets/{sheet}/messages")).Is(200).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dominique@elsewhere.example", "", "Re: lettre")]
    [InlineData("guichet@bpifrance.example", "Auto-Submitted: auto-replied", "Re: lettre")]
    [InlineData("guichet@bpifrance.example", "Precedence: bulk", "Re: lettre")]
    [InlineData("mailer-daemon@bpifrance.example", "", "Undelivered")]
    public async Task Machines_and_strangers_are_never_written_to(string from, string headers, string subject)
    {
        var (sheet, _) = await product.LetterOfAsync(Asking(null), Bpifrance);
        await product.StillAsync();
        var before = await StorageDump.TakeAsync(product.Storage);
        Assert.Equal("ignored", await ReplyAsync(sheet, from, "Refus.", headers, subject));
        Assert.Empty(before.ChangesTo(await StorageDump.TakeAsync(product.Storage)));
    }

    [Fact]
    public async Task An_address_we_did_not_write_is_ignored()
    {
        var (sheet, _) = await product.LetterOfAsync(Asking(null), Bpifrance);
        var address = await AddressAsync(sheet);
        var forged = address.Replace(address[(address.IndexOf('@', StringComparison.Ordinal) - 2)..address.IndexOf('@', StringComparison.Ordinal)], "zz", StringComparison.Ordinal);
        Assert.Equal("ignored", await PostAsync(forged, "dominique@bpifrance.example", "Refus.", "", "Re"));
        Assert.Equal("ignored", await PostAsync("bonjour@reponses.territoires-industrie.example", "dominique@bpifrance.example", "Refus.", "", "Re"));
        (await Reply.ReadAsync(await product.Anyone.PostAsync(Path, HttpClientExtensions.Json("{}")))).IsProblem(415, "unsupported-media-type");
    }

    [Fact]
    public async Task A_big_attachment_and_a_bomb_of_HTML_do_no_harm()
    {
        var (sheet, _) = await product.LetterOfAsync(Asking(null), Bpifrance);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await AddressAsync(sheet)), "to" },
            { new StringContent("dominique@bpifrance.example"), "from" },
            { new StringContent(string.Concat(Enumerable.Repeat("<div>", 400_000))), "html" },
            { new StringContent("Refus : sans objet.\n" + new string('x', 500_000)), "text" },
            { new ByteArrayContent(new byte[20 * 1024 * 1024]), "attachment1", "../../plan.pdf" },
        };
        var reply = (await Reply.ReadAsync(await product.Anyone.PostAsync(Path, form))).Is(200);
        Assert.Equal("proposed", reply.Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task An_automatic_answer_of_the_desk_brings_its_substitute_in_until_the_day_it_names()
    {
        const string Desk = "/api/desks/business-france/94";
        var entry = new JsonObject { ["name"] = "Guichet de Corse", ["address"] = "corse@business-france.example", ["substitute"] = "sud@business-france.example" };
        (await product.Administrator.PutAsync(Desk, entry)).Is(200);
        var sheet = Asking(null, "business-france");
        sheet["territoryId"] = SheetExamples.Reference.Territories.First(territory => territory.LeadRegion == "94").Id;
        var id = await product.SubmittedAsync(sheet, "94");
        var address = (await product.LetterAsync(id, "business-france")).Headers["Reply-To"];
        await product.StillAsync();

        Assert.Equal("absence", await PostAsync(address, "corse@business-france.example", "Je suis absent jusqu'au vendredi 12 avril 2019 inclus.", "Auto-Submitted: auto-replied", "Réponse automatique : absent"));
        var absence = (await product.Ministry.ReadAsync(Desk)).Is(200).Json.GetProperty("absence");
        Assert.Equal("2019-04-12", absence.GetProperty("until").GetString());
        await product.Host.MailAsync("the substitute's letter", mail => mail.To.Contains("sud@business-france.example") && mail.Subject.Contains("suppléance", StringComparison.Ordinal));
    }

    private static JsonObject Asking(int? amount, string asked = Bpifrance)
    {
        var sheet = SheetExamples.Smallest();
        sheet.Remove("stateRequests");
        sheet["operatorRequests"] = new JsonArray(new JsonObject { ["operator"] = asked, ["kind"] = "cofinancement", ["amount"] = amount, ["request"] = "Une étude." });
        if (amount is not null)
        {
            sheet["budget"] = new JsonObject { ["totalExclTax"] = amount };
            sheet["fundingPlan"] = new JsonArray(new JsonObject { ["funder"] = "Bpifrance", ["funderKind"] = "operateur", ["amount"] = amount, ["status"] = "demande" });
        }

        return sheet;
    }

    private async Task<string> AddressAsync(string sheet) => (await product.LetterAsync(sheet, Bpifrance)).Headers["Reply-To"];

    private async Task<string> ReplyAsync(string sheet, string from, string text, string headers = "", string subject = "Re: lettre") =>
        await PostAsync(await AddressAsync(sheet), from, text, headers, subject);

    private async Task<string> PostAsync(string to, string from, string text, string headers, string subject)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(to), "to" },
            { new StringContent(from), "from" },
            { new StringContent(subject), "subject" },
            { new StringContent(text), "text" },
            { new StringContent(headers), "headers" },
        };
        return (await Reply.ReadAsync(await product.Anyone.PostAsync(Path, form))).Is(200).Json.GetProperty("state").GetString()!;
    }

    private Task<SentMail> ProposalAsync(string sheet) =>
        product.Host.MailAsync("the proposal", mail => Product.KeyOf(mail).StartsWith($"{sheet}.v1.{Bpifrance}.c", StringComparison.Ordinal));

    [GeneratedRegex("(?<=^https?://[a-z0-9.:]+)/avis/\\S+/confirmation\\S+$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
