using ActionSheets.Agreements;
using ActionSheets.Figures.Pages;
using ActionSheets.Nights;
using ActionSheets.Reference;

namespace ActionSheets.Figures;

/// <summary>The paragraph of a press release, in pieces: text, and figures that lead to their rows.</summary>
internal sealed class DayFigureWords(DayFigures figures, ReferenceData reference)
{
    public IReadOnlyList<Piece> Paragraph() => [.. Agreed(), .. Committed(), .. Covered()];

    /// <summary>The signed agreements by leading Region, in the order of the first signature.</summary>
    public IReadOnlyList<RegionAgreements> ByRegion() =>
    [
        .. figures.Signed.GroupBy(agreement => agreement.Region, StringComparer.Ordinal).Select(group => new RegionAgreements(
            reference.RegionByCode(group.Key)?.Name ?? group.Key,
            group.Count(),
            string.Join(", ", group.Select(NameOf).Distinct(StringComparer.Ordinal)))),
    ];

    /// <summary>What the word « contrat » of the paragraph stands for; null while nothing is signed.</summary>
    public string? Kinds() => figures.Signed.Count == 0 ? null : string.Join(", ", figures.Signed.CountBy(agreement => agreement.Kind).OrderBy(kind => kind.Key).Select(kind => kind.Key switch
    {
        AgreementKind.Protocol => French.Count(kind.Value, "protocole d'accord", "protocoles d'accord"),
        AgreementKind.Contract => French.Count(kind.Value, "contrat", "contrats"),
        _ => French.Count(kind.Value, "avenant", "avenants"),
    }));

    private IEnumerable<Piece> Agreed()
    {
        yield return new Piece($"Au {French.Day(figures.Night)}, ");
        if (figures.Signed.Count == 0)
        {
            yield return new Piece("aucun contrat de Territoires d'industrie n'est signé. ");
            yield break;
        }

        yield return Linked(figures.Signed.Count, "contrat", "contrats", FigureRows.Signed);
        var names = string.Join(", ", figures.Signed.Select(agreement => $"{NameOf(agreement)} ({RegionOf(agreement)})").Distinct(StringComparer.Ordinal));
        yield return new Piece($" de Territoires d'industrie {(figures.Signed.Count > 1 ? "sont signés" : "est signé")} : {names}. ");
    }

    private IEnumerable<Piece> Committed()
    {
        if (figures.Commitments == 0)
        {
            yield return new Piece("Aucun engagement des opérateurs n'est encore enregistré. ");
            yield break;
        }

        yield return new Piece("Les opérateurs de l'État ont pris ");
        yield return Linked(figures.Commitments, "engagement", "engagements", FigureRows.Commitments);
        yield return new Piece(" sur les demandes des fiches actions : ");
        if (figures.AgreementsInPrinciple > 0)
        {
            yield return Linked(figures.AgreementsInPrinciple, "accord de principe", "accords de principe", FigureRows.AgreementsInPrinciple);
        }

        if (figures is { AgreementsInPrinciple: > 0, AcceleratedAppraisals: > 0 })
        {
            yield return new Piece(" et ");
        }

        if (figures.AcceleratedAppraisals > 0)
        {
            yield return Linked(figures.AcceleratedAppraisals, "ouverture accélérée d'instruction", "ouvertures accélérées d'instruction", FigureRows.AcceleratedAppraisals);
        }

        yield return new Piece(". ");
    }

    private IEnumerable<Piece> Covered()
    {
        if (figures.Territories > 0)
        {
            yield return Linked(figures.Territories, "territoire", "territoires", FigureRows.Territories);
            yield return new Piece(figures.Territories > 1 ? " ont déposé au moins une fiche action." : " a déposé au moins une fiche action.");
        }
    }

    private Piece Linked(int count, string one, string many, string rows) =>
        new(French.Count(count, one, many), $"/{ShowFigures.Route}/{rows}?nuit={NightDate.Text(figures.Night)}");

    private string NameOf(Agreement agreement) => reference.TerritoryById(agreement.TerritoryId)!.PublicName;

    private string RegionOf(Agreement agreement) => reference.RegionByCode(agreement.Region)?.Name ?? agreement.Region;
}
