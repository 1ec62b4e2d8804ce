using System.Text;
using ActionSheets.Drafts;
using ActionSheets.Reference;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.InBrowser;
using Xunit;

namespace ActionSheets.Tests.Drafts;

/// <summary>What the list of intercommunalities fills in of an owner.</summary>
[Collection(ProductCollection.Name)]
public sealed class OwnerPrefillTests(Product product)
{
    private static readonly ReferenceData Reference = ReferenceData.Load();

    [Theory]
    [InlineData("93", """{"name":"Métropole Nice Côte d'Azur"}""", """{"name":"Métropole Nice Côte d'Azur","siren":"200030195","type":"epci"}""")]
    [InlineData("93", """{"name":" métropole nice côte d'azur "}""", """{"name":" métropole nice côte d'azur ","siren":"200030195","type":"epci"}""")]
    [InlineData("93", """{"siren":"200030195"}""", """{"siren":"200030195","name":"Métropole Nice Côte d'Azur","type":"epci"}""")]
    [InlineData("11", """{"siren":"200058014"}""", """{"siren":"200058014","name":"Grand-Orly Seine Bièvre","type":"ept"}""")]
    public void What_is_known_of_an_intercommunality_is_filled_in(string region, string owner, string filled) => Assert.Equal(filled, Fill(region, owner));

    [Theory]
    [InlineData("93", """{"name":"Une entreprise","siren":"200030195","type":"company"}""")]
    [InlineData("93", """{"name":"Une entreprise"}""")]
    [InlineData("93", """{"name":"Métropole Nice Côte d'Azur","siren":"552100554"}""")]
    [InlineData("27", """{"name":"Métropole Nice Côte d'Azur"}""")]
    [InlineData("93", """{"name":"CC des Quatre Rivières"}""")]
    [InlineData("93", """{"name":7,"siren":8}""")]
    [InlineData("93", "{}")]
    [InlineData("93", "[]")]
    public void What_is_typed_is_never_changed_and_what_is_not_known_stays_open(string region, string owner) => Assert.Equal(owner, Fill(region, owner));

    [Fact]
    public async Task The_form_offers_the_names_and_a_chosen_one_brings_its_SIREN()
    {
        using var browser = new Browser(product.Host.Address, Someone.OfRegion("93"));
        var page = await browser.OpenAsync("/fiches/nouvelle");
        Assert.Contains("Métropole Nice Côte d'Azur", page.QuerySelectorAll("datalist[id='projectOwner.name-propositions'] option").Select(option => option.GetAttribute("value")));
        Assert.Equal("projectOwner.name-propositions", page.GetElementById("projectOwner.name")!.GetAttribute("list"));

        var next = Browser.Parse((await browser.SubmitAsync(Browser.Form(page, "/fiches/nouvelle"), ("title", "Une action"), ("projectOwner.name", "Métropole Nice Côte d'Azur"))).Is(200));
        var back = await browser.OpenAsync(next.QuerySelector("form[action$='/description']")!.GetAttribute("action")!.Replace("/description", "/territoire", StringComparison.Ordinal));
        var fields = Browser.Fields(Browser.Form(back, "/territoire"));
        Assert.Equal(("200030195", "epci"), (fields["projectOwner.siren"], fields["projectOwner.type"]));
    }

    private static string Fill(string region, string owner)
    {
        var filled = Encoding.UTF8.GetString(OwnerPrefill.Fill(Encoding.UTF8.GetBytes($$"""{"projectOwner":{{owner}}}"""), region, Reference).Span);
        return filled["{\"projectOwner\":".Length..^1];
    }
}
