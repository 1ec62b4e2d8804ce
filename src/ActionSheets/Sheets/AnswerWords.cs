using System.Globalization;
using ActionSheets.Reference;
using ActionSheets.Reviews;

namespace ActionSheets.Sheets;

/// <summary>An answer in words, the same on the sheet's page and on the letter's.</summary>
internal static class AnswerWords
{
    /// <summary>What it comes to: <c>accord de principe, 100 000 €</c>.</summary>
    public static string Of(string kind, decimal? amount) => AnswerLabels.Told(kind) + (amount is { } euros ? ", " + Euros.Write(euros) : "");

    /// <summary>All that its reader may know of it, a line each.</summary>
    public static IReadOnlyList<string> Lines(Answer answer, ReferenceData reference)
    {
        string?[] lines =
        [
            $"{Given(answer, reference)} : {Of(answer.Kind, answer.Amount)} (version {answer.SheetVersion.ToString(CultureInfo.InvariantCulture)}).",
            answer.Proof is { } proof ? "Ce qui l'atteste : " + proof : null,
            answer.IsAboveAsked is true ? "Ce montant dépasse celui de la demande." : null,
            answer.AmountKind is { } kind ? "Nature du montant : " + kind : null,
            answer.Conditions is { } conditions ? "Conditions : " + conditions : null,
            answer.ValidUntil is { } until ? "Valable jusqu'au " + French.Day(until) : null,
            answer.AppraisalOpensOn is { } opensOn ? "Ouverture de l'instruction le " + French.Day(opensOn) : null,
            answer.Reason is { } reason ? "Motif : " + reason : null,
            answer.Question is { } question ? "Question : " + question : null,
            answer.Reply is { } reply ? "Réponse de la Région : " + reply : null,
            answer.Comment,
            Confidentiality.LabelOf(answer.Confidentiality),
        ];
        return [.. lines.OfType<string>()];
    }

    private static string Given(Answer answer, ReferenceData reference) => answer is { NotedBy: { } noter, ReceivedOn: { } day }
        ? $"Reçue hors de l'outil le {French.Day(day)}, consignée le {French.Time(answer.AnsweredAt)} par {SheetWordings.OfActor(noter, ParisDay.Of(answer.AnsweredAt), reference)}"
        : $"Le {French.Time(answer.AnsweredAt)}, {answer.RespondentName ?? "une personne dont le nom est effacé"}";
}
