using System.Globalization;
using ActionSheets.Pdf;
using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.Extensions.Options;

namespace ActionSheets.Sheets;

/// <summary>What the receipts of a version and of an answer say. All of it was fixed the moment it was accepted.</summary>
public sealed class SheetReceipt(SheetStore store, ReferenceData reference, IOptions<PublicOptions> options)
{
    /// <summary>Null when there is no such version.</summary>
    internal async Task<ReceiptContent?> OfVersion(StoredSheet stored, int number, CancellationToken cancellationToken)
    {
        if (ReceiptProofs.Versions(stored.Sheet).FirstOrDefault(version => version.Number == number) is not { BodySha256: { } sha256 } version
            || await store.Body(stored.Id, number, cancellationToken) is not { } body)
        {
            return null;
        }

        using var sent = System.Text.Json.JsonDocument.Parse(body);
        var territory = reference.TerritoryById(sent.RootElement.GetProperty("territoryId").GetString()!)!;
        return Content(
            $"Reçu de dépôt {stored.Sheet.Reference}",
            sent.RootElement.GetProperty("title").GetString()!,
            [
                ("Référence", stored.Sheet.Reference),
                ("Territoire d'industrie", territory.Name),
                ("Région", reference.RegionByCode(stored.Sheet.LeadRegion)!.Name),
                ("Version", number.ToString(CultureInfo.InvariantCulture)),
                ("Déposée le", French.Time(version.At)),
            ],
            sha256,
            "Ce reçu prouve que le programme Territoires d'industrie a enregistré cette version de la fiche. L'empreinte est celle de son contenu, sous la forme canonique de la RFC 8785 ; l'adresse dit à chacun, sans le montrer, s'il est encore en vigueur.");
    }

    /// <summary>The receipt of an answer to a request of the sheet, as of its day.</summary>
    internal ReceiptContent OfAnswer(Sheet sheet, Request request, Answer answer)
    {
        var day = ParisDay.Of(answer.AnsweredAt);
        var amount = answer.Amount is { } euros ? ", " + Euros.Write(euros) : "";
        return Content(
            $"Reçu de réponse {sheet.Reference}",
            Reviews.AnswerLabels.Of(answer.Kind) + amount,
            [
                ("Référence de la fiche", sheet.Reference),
                ("Demande", request.Id),
                ("Organisme", SheetWordings.NameOf(request.Operator, day, reference)),
                ("Réponse", FormattableString.Invariant($"{answer.Number}, sur la version {answer.SheetVersion}")),
                ("Enregistrée le", French.Time(answer.AnsweredAt)),
            ],
            answer.Receipt,
            "Ce reçu prouve que le programme Territoires d'industrie a enregistré cette réponse. L'empreinte est celle de son contenu, sous la forme canonique de la RFC 8785 ; l'adresse dit à chacun, sans le montrer, s'il est encore en vigueur.");
    }

    /// <summary>One receipt for all that a desk has answered to a letter, each with what proves it.</summary>
    internal ReceiptContent OfAnswers(string desk, IReadOnlyList<(Sheet Sheet, Request Request)> answered) => new(
        "Reçu de réponses",
        $"{desk} : {French.Count(answered.Count, "réponse", "réponses")}",
        [
            .. answered.Select(one => ($"{one.Sheet.Reference}, demande {one.Request.Id} : {Told(one.Request.Answer!)}", Proof(one.Request.Answer!))),
            ("Vérification", options.Value.Link("/verifier/") + " suivi de l'empreinte"),
        ],
        "Ce reçu prouve que le programme Territoires d'industrie a enregistré ces réponses. Chaque empreinte est celle d'une réponse, sous la forme canonique de la RFC 8785 ; l'adresse dit à chacun, sans la montrer, si elle est encore en vigueur.");

    private static string Told(Answer answer) => Reviews.AnswerLabels.Of(answer.Kind) + (answer.Amount is { } euros ? ", " + Euros.Write(euros) : "");

    private static string Proof(Answer answer) =>
        FormattableString.Invariant($"Réponse {answer.Number}, sur la version {answer.SheetVersion}, enregistrée le {French.Time(answer.AnsweredAt)}. Empreinte SHA-256 : {answer.Receipt}");

    private ReceiptContent Content(string title, string subtitle, IReadOnlyList<(string Label, string Value)> facts, string sha256, string note) =>
        new(title, subtitle, [.. facts, ("Empreinte SHA-256", sha256), ("Vérification", options.Value.Link("/verifier/" + sha256))], note) { VerifiedAt = options.Value.Link("/verifier/" + sha256) };
}
