using System.Globalization;
using ActionSheets.Pdf;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Web;
using Microsoft.Extensions.Options;

namespace ActionSheets.Statements;

/// <summary>A statement in words, on its page and in its file.</summary>
public sealed class StatementDocument(ReferenceData reference, IOptions<PublicOptions> options)
{
    private const string Note =
        "Ce relevé dit ce que les organismes ont promis sur les fiches du territoire, tel qu'ils l'ont répondu. Un accord de principe n'est pas une décision d'attribution ; ses conditions se lisent sur la fiche. L'empreinte est celle de son contenu, sous la forme canonique de la RFC 8785 ; l'adresse dit à chacun, sans le montrer, si rien n'a changé depuis.";

    internal ReceiptContent Of(Statement statement)
    {
        var (territory, sha256) = (reference.TerritoryById(statement.TerritoryId)!, statement.Fingerprint());
        var address = options.Value.Link("/verifier/" + sha256);
        return new ReceiptContent(
            "Relevé des engagements",
            territory.Name,
            [
                ("Région pilote", reference.RegionByCode(territory.LeadRegion)!.Name),
                ("Établi le", French.Time(statement.At)),
                .. Totals(statement.Commitments),
                .. statement.Commitments.Select(commitment => (Label(commitment), $"{Told(commitment)}. {commitment.Title}. {Proof(commitment)}")),
                ("Empreinte SHA-256", sha256),
                ("Vérification", address),
            ],
            Note)
        {
            VerifiedAt = address,
        };
    }

    /// <summary>Counts, and sums kept apart by kind of amount.</summary>
    internal static IReadOnlyList<(string Label, string Value)> Totals(IReadOnlyList<Commitment> commitments)
    {
        var agreements = commitments.Where(commitment => commitment.Kind == AnswerKinds.AgreementInPrinciple).ToList();
        var paid = commitments.Sum(commitment => commitment.Paid ?? 0);
        return
        [
            ("Accords de principe", agreements.Count.ToString(CultureInfo.InvariantCulture)),
            .. agreements.Where(agreement => agreement.Amount is not null).GroupBy(agreement => agreement.AmountKind ?? "", StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => (group.Key.Length > 0 ? $"Montant promis ({group.Key})" : "Montant promis (nature non précisée)", Euros.Write(group.Sum(agreement => agreement.Amount!.Value)))),
            ("Instructions accélérées", (commitments.Count - agreements.Count).ToString(CultureInfo.InvariantCulture)),
            .. commitments.Any(commitment => commitment.Paid is not null) ? [("Déjà payé", Euros.Write(paid))] : Array.Empty<(string, string)>(),
        ];
    }

    /// <summary>What was promised, in a sentence without its point.</summary>
    internal static string Told(Commitment commitment)
    {
        string?[] parts =
        [
            AnswerWords.Of(commitment.Kind, commitment.Amount) + (commitment.AmountKind is { } kind ? $" ({kind})" : ""),
            commitment.AppraisalOpensOn is { } opensOn ? (commitment.Kind == AnswerKinds.AcceleratedAppraisal ? "ouverture le " : "ouverture de l'instruction le ") + French.Day(opensOn) : null,
            commitment.ValidUntil is { } until ? "valable jusqu'au " + French.Day(until) : null,
            commitment.Paid is { } paid ? "déjà payé : " + Euros.Write(paid) : null,
            commitment.IsToReconfirm ? "à reconfirmer, la fiche a changé depuis" : null,
        ];
        var told = string.Join(", ", parts.OfType<string>());
        return char.ToUpperInvariant(told[0]) + told[1..];
    }

    internal string OperatorOf(Commitment commitment) => SheetWordings.NameOf(commitment.Operator, ParisDay.Of(commitment.AnsweredAt), reference);

    private static string Proof(Commitment commitment) => FormattableString.Invariant(
        $"Réponse {commitment.Answer}, sur la version {commitment.SheetVersion}, enregistrée le {French.Time(commitment.AnsweredAt)}. Empreinte SHA-256 : {commitment.Receipt}");

    private string Label(Commitment commitment) => $"{commitment.Reference}, demande {commitment.Request}\u00A0: {OperatorOf(commitment)}";
}
