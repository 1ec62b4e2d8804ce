using ActionSheets.Reference;

namespace ActionSheets.Reviews;

/// <summary>French words for an answer that waits for its author's confirmation.</summary>
internal static class UnconfirmedWords
{
    /// <param name="today">A promise for a day before it may be a slip, and is pointed out.</param>
    public static string Of(GivenAnswer given, IReadOnlyDictionary<string, RequestName> names, DateOnly today)
    {
        string?[] details =
        [
            given.AppraisalOpensOn is { } opensOn ? $"ouverture de l'instruction le {French.Day(opensOn)}{(opensOn < today ? " (attention : cette date est passée)" : "")}" : null,
            given.ValidUntil is { } until ? "valable jusqu'au " + French.Day(until) : null,
            given.Reason is { } reason ? "motif : " + reason : null,
            given.Question is { } question ? "question : " + question : null,
            given.Comment,
        ];
        var amount = given.Amount is { } euros ? ", " + Euros.Write(euros) : "";
        var name = names[given.RequestKey];
        return string.Join('\n', (string[])[name.Sheet, $"Demande : {name.Asked}", $"Votre réponse : {AnswerLabels.Of(given.Kind)}{amount}", .. details.OfType<string>()]);
    }
}
