using System.Globalization;
using ActionSheets.Figures.Pages;
using ActionSheets.Nights;
using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Figures;

/// <summary>The rows that one figure of the day counts, some to a page.</summary>
[Access(Who.Ministry | Who.Administrator)]
public sealed class ShowFigureRows(Endpoint<ShowFigureRows> endpoint, DayFigureReader reader, FigureRows rows)
{
    private const string Route = ShowFigures.Route + "/{figure}";

    [Function(nameof(ShowFigureRows))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string figure, CancellationToken cancellationToken) =>
        endpoint.RunPage(request, _ => Show(request, figure, cancellationToken), cancellationToken);

    private async Task<IResult> Show(HttpRequest request, string figure, CancellationToken cancellationToken)
    {
        var page = int.TryParse(request.Query["page"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 0;
        if (await reader.Night(request.Query["nuit"].ToString(), cancellationToken) is not { } night || await rows.Read(night, figure, page, cancellationToken) is not { } table)
        {
            return Page.Of(Problem.NotFound());
        }

        var name = NightDate.Text(night.Night);
        var hasNext = table.Count > (long)FigureRows.RowsOfPage * (page + 1L) && table.Rows.Count == FigureRows.RowsOfPage;
        return Page.Of<FigureRowsPage>(new()
        {
            [nameof(FigureRowsPage.Table)] = table,
            [nameof(FigureRowsPage.AsOf)] = French.Day(night.Night),
            [nameof(FigureRowsPage.Back)] = $"/{ShowFigures.Route}?nuit={name}",
            [nameof(FigureRowsPage.Next)] = hasNext ? FormattableString.Invariant($"/{ShowFigures.Route}/{figure}?nuit={name}&page={page + 1L}") : null,
        });
    }
}
