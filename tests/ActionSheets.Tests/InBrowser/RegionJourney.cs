using ActionSheets.Tests.Attachments;
using Xunit;

namespace ActionSheets.Tests.InBrowser;

/// <summary>What a Region's person does from the first page of the form to the receipt; the same with scripts and without.</summary>
internal static class RegionJourney
{
    public const string Continue = "Enregistrer et continuer";

    /// <summary>Through the form to its summary.</summary>
    /// <param name="look">At every page before it is left.</param>
    public static async Task WriteAsync(this OpenedPage page, string title, Func<string, Task> look)
    {
        await page.Field("territoryId").SelectOptionAsync("carros");
        await page.Field("title").FillAsync(title);
        await page.Page.Locator("label[for='axis']").ClickAsync();
        await page.Field("projectOwner.name").FillAsync("Métropole Nice Côte d'Azur");
        await LeaveAsync("territory");
        await page.Field("description").FillAsync("Relever les friches, puis les requalifier.");
        await page.Field("partners[0].name").FillAsync("CCI Nice Côte d'Azur");
        await LeaveAsync("description");
        await page.Field("calendar.start").FillAsync("2019-05");
        await LeaveAsync("calendar");
        await page.Field("budget.totalExclTax").FillAsync("1 250 000,50 €");
        await page.Field("fundingPlan[0].funder").FillAsync("Banque des Territoires");
        await page.Field("fundingPlan[0].funderKind").SelectOptionAsync("operateur");
        await page.Field("fundingPlan[0].amount").FillAsync("250 000");
        await LeaveAsync("budget");
        await page.Field("operatorRequests[0].operator").SelectOptionAsync("banque-des-territoires");
        await page.Field("operatorRequests[0].kind").SelectOptionAsync("ingenierie");
        await page.Field("operatorRequests[0].amount").FillAsync("250000");
        await page.Field("operatorRequests[0].request").FillAsync("Cofinancer les études.");
        await LeaveAsync("requests");
        await page.Field("contact.email").FillAsync("projet@metropole.example");
        await LeaveAsync("indicators");

        async Task LeaveAsync(string name)
        {
            await look(name);
            await page.PressAsync(Continue);
        }
    }

    /// <summary>From the summary to the sheet's page: a file that is refused, one that is taken, the deposit.</summary>
    public static async Task SubmitAsync(this OpenedPage page, Func<string, Task> look)
    {
        await page.ChooseAsync("plan.pdf", "MZ"u8.ToArray());
        await page.PressAsync("Joindre au brouillon");
        Assert.Contains("« plan.pdf » n'est pas joint : Seuls les fichiers PDF", await page.Page.Locator("#file-messages").InnerTextAsync(), StringComparison.Ordinal);
        await page.ChooseAsync("plan.pdf", FileExamples.Pdf());
        await page.PressAsync("Joindre au brouillon");
        Assert.Contains("plan.pdf", await page.Page.Locator("#pieces").InnerTextAsync(), StringComparison.Ordinal);
        await look("summary");
        await page.PressAsync("Déposer la fiche");
        Assert.Contains("Fiche déposée", await page.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("plan.pdf", await page.Page.Locator("#pieces").InnerTextAsync(), StringComparison.Ordinal);
    }
}
