using System.Text.Json;
using ActionSheets.Nights.Pages;
using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Nights;

/// <summary>The latest published night in pictures and tables: the whole for the ministry, a Region's own part for a Region.</summary>
[Access(Who.Region | Who.Ministry | Who.Administrator)]
public sealed class ShowDashboard(Endpoint<ShowDashboard> endpoint, NightRegister register, NightFigures figures, NightsOverTime time, ReferenceData reference)
{
    private const string Route = "tableau-de-bord";

    [Function(nameof(ShowDashboard))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunPage(request, caller => Show(caller, cancellationToken), cancellationToken);

    private async Task<IResult> Show(Caller caller, CancellationToken cancellationToken)
    {
        if (await register.Latest(cancellationToken) is not { } night)
        {
            return Nothing("Aucune nuit n'est encore publiée : les nombres paraîtront demain matin.");
        }

        var asOf = French.Day(night.Night);
        var prefix = caller.Region is { } region ? NightFolder.PartOf(region) : "";
        if (PublishedFiles.Sha256Of(night, prefix + "by-region.csv") is null)
        {
            return Nothing($"La nuit du {asOf} ne contient aucune fiche de votre Région.");
        }

        return await Read(night, prefix, caller, cancellationToken) is { } dashboard
            ? Page.Of<DashboardPage>(new() { [nameof(DashboardPage.Model)] = dashboard })
            : Nothing($"La nuit du {asOf} est en train d'être refaite. Revenez dans quelques minutes.");
    }

    private static IResult Nothing(string sentence) => Page.Of<DashboardPage>(new() { [nameof(DashboardPage.Nothing)] = sentence });

    /// <summary>Null when a file cannot be had.</summary>
    private async Task<Dashboard?> Read(PublishedNight night, string prefix, Caller caller, CancellationToken cancellationToken)
    {
        var names = (string[])["by-region.csv", "by-axis.csv", "by-operator.csv", "by-status.csv"];
        var whole = caller.Region is null ? figures.Totals(night, cancellationToken) : Task.FromResult<JsonElement?>(null);
        var tables = await Task.WhenAll(names.Select(name => figures.Table(night, prefix + name, cancellationToken)));
        var totals = await whole;
        if (tables is not [{ } regions, { } axes, { } operators, { } statuses] || (caller.Region is null && totals is null))
        {
            return null;
        }

        var charts = new DashboardCharts(NightDate.Text(night.Night));
        var amounts = totals?.GetProperty("amounts");
        var funnel = amounts is { } sums
            ? charts.Funnel(sums.GetProperty("requested").GetDecimal(), sums.GetProperty("agreed").GetDecimal(), sums.GetProperty("paid").GetDecimal(), NightContent.TotalsFile)
            : charts.Funnel(regions.Sum("demande"), regions.Sum("accorde"), regions.Sum("paye"), regions.File);
        var overTime = await time.Read(prefix, cancellationToken);
        return new Dashboard(
            French.Day(night.Night),
            caller.Region is { } code ? $"part de la Région {reference.RegionByCode(code)?.Name ?? code}" : "programme entier",
            totals is { } all ? DashboardCharts.Figures(all) : [],
            totals is null ? null : charts.FileOf(NightContent.TotalsFile),
            [
                funnel,
                charts.Sheets("regions", "Par Région pilote", regions) with { Map = totals is null ? null : RegionMap.Of(regions, "fiches") },
                charts.Sheets("axes", "Par axe", axes),
                charts.Sheets("operateurs", "Par opérateur", operators),
                charts.Sheets("statuts", "Par statut", statuses),
                charts.Medians(operators),
                charts.Late(operators),
                .. overTime.Count > 0 ? [DashboardCharts.OverTime(overTime)] : Array.Empty<Chart>(),
            ]);
    }
}
