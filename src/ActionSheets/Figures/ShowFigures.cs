using ActionSheets.Figures.Pages;
using ActionSheets.Nights;
using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Figures;

/// <summary>The paragraph of a press release from the data of a night: the latest, or <c>?nuit=2019-03-22</c>.</summary>
[Access(Who.Ministry | Who.Administrator)]
public sealed class ShowFigures(Endpoint<ShowFigures> endpoint, DayFigureReader reader, ReferenceData reference)
{
    internal const string Route = "chiffres-du-jour";

    [Function(nameof(ShowFigures))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunPage(request, _ => Show(request.Query["nuit"].ToString(), cancellationToken), cancellationToken);

    private static IResult Nothing(string sentence) => Page.Of<FiguresPage>(new() { [nameof(FiguresPage.Nothing)] = sentence });

    private async Task<IResult> Show(string name, CancellationToken cancellationToken)
    {
        if (await reader.Night(name, cancellationToken) is not { } night)
        {
            return name.Length == 0 ? Nothing("Aucune nuit n'est encore publiée : les nombres paraîtront demain matin.") : Page.Of(Problem.NotFound());
        }

        if (await reader.Of(night, cancellationToken) is not { } figures)
        {
            return Nothing($"La nuit du {French.Day(night.Night)} est en train d'être refaite. Revenez dans quelques minutes.");
        }

        var words = new DayFigureWords(figures, reference);
        return Page.Of<FiguresPage>(new()
        {
            [nameof(FiguresPage.Model)] = new FiguresModel(NightDate.Text(night.Night), French.Day(night.Night), words.Paragraph(), words.Kinds(), words.ByRegion()),
        });
    }
}
