using System.Text.Json;
using ActionSheets.Agreements;
using ActionSheets.Figures.Pages;
using ActionSheets.Nights;
using ActionSheets.Reference;
using ActionSheets.Sheets;

namespace ActionSheets.Figures;

/// <summary>
/// The rows a figure counts, read from the files of the night itself: a count and its rows cannot differ, and a night of years ago shows the rows
/// of then.
/// </summary>
public sealed class FigureRows(PublishedFiles files, NightFigures tables, DayFigureReader figures, ReferenceData reference)
{
    internal const string Signed = "contrats";
    internal const string Commitments = "engagements";
    internal const string AgreementsInPrinciple = "accords-de-principe";
    internal const string AcceleratedAppraisals = "instructions-accelerees";
    internal const string Territories = "territoires";

    internal const int RowsOfPage = 200;

    private static readonly Dictionary<string, (string Title, string[] Kinds)> OfAnswers = new(StringComparer.Ordinal)
    {
        [Commitments] = ("Engagements des opérateurs", [AnswerKinds.AgreementInPrinciple, AnswerKinds.AcceleratedAppraisal]),
        [AgreementsInPrinciple] = ("Accords de principe", [AnswerKinds.AgreementInPrinciple]),
        [AcceleratedAppraisals] = ("Ouvertures accélérées d'instruction", [AnswerKinds.AcceleratedAppraisal]),
    };

    /// <summary>One page of rows; null for an unknown figure, or while the night is being made again.</summary>
    internal async Task<FigureTable?> Read(PublishedNight night, string figure, int page, CancellationToken cancellationToken) => figure switch
    {
        Signed => await OfAgreements(night, cancellationToken),
        Territories => await OfTerritories(night, cancellationToken),
        _ when OfAnswers.TryGetValue(figure, out var answers) => await OfCommitments(night, answers.Title, answers.Kinds, page, cancellationToken),
        _ => null,
    };

    private static bool IsInForce(JsonElement request, string[] kinds) =>
        request.GetProperty("status").GetString() != Web.Wire.Name(RequestStatus.Cancelled)
        && request.GetProperty("answers") is var answers && answers.GetArrayLength() is > 0 and var count
        && kinds.Contains(answers[count - 1].GetProperty("kind").GetString());

    private async Task<FigureTable> OfAgreements(PublishedNight night, CancellationToken cancellationToken)
    {
        var signed = await figures.Signed(night, cancellationToken);
        var rows = signed.Select(agreement => new FigureRow(
            new FigureLink(reference.TerritoryById(agreement.TerritoryId)!.PublicName, $"/api/agreements/{agreement.Region}-{agreement.Id}"),
            [reference.RegionByCode(agreement.Region)?.Name ?? agreement.Region, AgreementWords.Of(agreement.Kind), French.Day(agreement.SignedOn!.Value), French.Count(agreement.Sheets.Length, "fiche", "fiches")])).ToList();
        return new FigureTable("Contrats signés", ["Territoire", "Région", "Nature", "Signé le", "Fiches annexées"], rows, rows.Count);
    }

    private async Task<FigureTable?> OfTerritories(PublishedNight night, CancellationToken cancellationToken)
    {
        if (await tables.Table(night, "by-territory.csv", cancellationToken) is not { } table)
        {
            return null;
        }

        var rows = table.Lines.Where(line => table.Number(line, "fiches") > 0).Select(line => new FigureRow(
            new FigureLink(table.Cell(line, "libelle"), null), [table.Cell(line, "fiches"), table.Cell(line, "demandes"), table.Cell(line, "reponses")])).ToList();
        return new FigureTable("Territoires ayant déposé une fiche action", ["Territoire", "Fiches", "Demandes", "Réponses"], rows, rows.Count);
    }

    /// <summary>Line by line: only the rows of the page are held.</summary>
    private async Task<FigureTable?> OfCommitments(PublishedNight night, string title, string[] kinds, int page, CancellationToken cancellationToken)
    {
        if (await files.Open(night, SheetLines.File, cancellationToken) is not var (content, _))
        {
            return null;
        }

        var (rows, count) = (new List<FigureRow>(), 0);
        using var lines = new StreamReader(content);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            using var sheet = JsonDocument.Parse(line);
            foreach (var request in sheet.RootElement.GetProperty("requests").EnumerateArray().Where(request => IsInForce(request, kinds)))
            {
                if (count++ / RowsOfPage == page)
                {
                    rows.Add(Row(sheet.RootElement, request, night.Night));
                }
            }
        }

        return new FigureTable(title, ["Fiche", "Territoire", "Demande", "Opérateur", "Réponse", "Montant", "Répondu le"], rows, count);
    }

    private FigureRow Row(JsonElement sheet, JsonElement request, DateOnly night)
    {
        var answers = request.GetProperty("answers");
        var answer = answers[answers.GetArrayLength() - 1];
        var territory = sheet.GetProperty("territoryId").GetString()!;
        return new FigureRow(
            new FigureLink(sheet.GetProperty("reference").GetString()!, $"/fiches/{sheet.GetProperty("id").GetString()}"),
            [
                reference.TerritoryById(territory)?.PublicName ?? territory,
                request.GetProperty("id").GetString()!,
                SheetWordings.NameOf(request.GetProperty("operator").GetString()!, night, reference),
                answer.GetProperty("kind").GetString() == AnswerKinds.AgreementInPrinciple ? "Accord de principe" : "Instruction accélérée",
                answer.GetProperty("amount") is { ValueKind: JsonValueKind.Number } amount ? Euros.Write(amount.GetDecimal()) : "montant non fixé",
                French.Day(NightDate.Parse(answer.GetProperty("answeredOn").GetString()!)),
            ]);
    }
}
