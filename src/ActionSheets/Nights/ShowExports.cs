using ActionSheets.Nights.Pages;
using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Nights;

/// <summary>The published nights and their files, newest first, some to a page; a Region sees its own part.</summary>
[Access(Who.Region | Who.Ministry | Who.Administrator)]
public sealed class ShowExports(Endpoint<ShowExports> endpoint, NightRegister register, NightFigures figures, PageSession session)
{
    private const string Route = "exports";
    private const int NightsOfPage = 10;

    [Function(nameof(ShowExports))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunPage(request, caller => Show(request, caller, cancellationToken), cancellationToken);

    private async Task<IResult> Show(HttpRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var found = await register.Newest(NightsOfPage + 1, NightDate.TryParse(request.Query["avant"].ToString(), out var before) ? before : null, cancellationToken);
        var page = found.Take(NightsOfPage).ToList();
        return Page.Of<ExportsPage>(new()
        {
            [nameof(ExportsPage.Nights)] = await Task.WhenAll(page.Select(night => Shown(night, caller, cancellationToken))),
            [nameof(ExportsPage.FormToken)] = session.TokenFor(request.HttpContext),
            [nameof(ExportsPage.MayReadDownloads)] = caller.Role != Who.Region,
            [nameof(ExportsPage.Before)] = found.Count > page.Count ? NightDate.Text(page[^1].Night) : null,
        });
    }

    private async Task<ShownNight> Shown(PublishedNight night, Caller caller, CancellationToken cancellationToken)
    {
        var prefix = caller.Region is { } region ? NightFolder.PartOf(region) : "";
        var name = NightDate.Text(night.Night);
        var files = night.Files
            .Where(file => file.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(file => new ShownNightFile(
                file.Name, $"/api/exports/{name}/{file.Name}", French.Count(file.Bytes, "octet", "octets"), French.Count(file.Rows, "ligne", "lignes"), file.Sha256))
            .ToList();
        return new ShownNight(
            name, French.Day(night.Night), French.Time(night.MadeAt), French.Time(night.CheckedAt), night.Sha256,
            files.Count == 0 ? "Rien." : await Changes(night, prefix, cancellationToken), files)
        {
            Manifest = caller.Role == Who.Region ? null : $"/api/exports/{name}/{NightFolder.Manifest}",
        };
    }

    private async Task<string?> Changes(PublishedNight night, string prefix, CancellationToken cancellationToken)
    {
        if (await figures.Table(night, prefix + SheetChanges.File, cancellationToken) is not { } changes)
        {
            return null;
        }

        var (entered, changed, left) = (Count(SheetChanges.Entered), Count(SheetChanges.Changed), Count(SheetChanges.Left));
        return $"{French.Count(entered, "entrée", "entrées")}, {French.Count(changed, "modification", "modifications")}, {French.Count(left, "sortie", "sorties")}";

        int Count(string movement) => changes.Lines.Count(line => changes.Cell(line, "mouvement") == movement);
    }
}
