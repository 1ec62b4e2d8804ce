using System.Globalization;
using ActionSheets.Nights.Pages;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Nights;

/// <summary>The journal of downloads, a month at a time: who took which file of which night.</summary>
[Access(Who.Ministry | Who.Administrator)]
public sealed class ShowDownloads(Endpoint<ShowDownloads> endpoint, NightDownloads downloads, ReferenceData reference, TimeProvider clock)
{
    internal const string Route = "exports/telechargements";
    private const int MostLines = 500;

    [Function(nameof(ShowDownloads))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunPage(request, _ => Show(request.Query["mois"].ToString(), cancellationToken), cancellationToken);

    private async Task<IResult> Show(string asked, CancellationToken cancellationToken)
    {
        var today = ParisDay.Of(clock.GetUtcNow());
        var month = DateOnly.TryParseExact(asked, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var named) ? named : new DateOnly(today.Year, today.Month, 1);
        var (newest, count) = await downloads.Of(month, MostLines, cancellationToken);
        return Page.Of<DownloadsPage>(new()
        {
            [nameof(DownloadsPage.Month)] = French.Month(month),
            [nameof(DownloadsPage.Before)] = month > DateOnly.MinValue ? month.AddMonths(-1).ToString("yyyy-MM", CultureInfo.InvariantCulture) : null,
            [nameof(DownloadsPage.Count)] = French.Count(count, "téléchargement", "téléchargements") + (count > newest.Count ? $", dont les {MostLines} derniers" : ""),
            [nameof(DownloadsPage.Lines)] = newest.Select(one => new DownloadLine(French.Time(one.At), one.Night, one.Selection is null ? one.File : $"{one.File} (sélection {one.Selection[..8]})", SheetWordings.OfActor(one.Actor, ParisDay.Of(one.At), reference))).ToList(),
        });
    }
}
