using ActionSheets.Reference;

namespace ActionSheets.Reviews;

/// <summary>French words for an answer that waits for its author's confirmation.</summary>
internal static class UnconfirmedWords
{
    public static string Of(GivenAnswer given)
    {
        string?[] details =
        [
            given.Amount is { } amount ? Euros.Write(amount) : null,
            given.AppraisalOpensOn is { } opensOn ? "ouverture de l'instruction le " + French.Day(opensOn) : null,
            given.ValidUntil is { } until ? "valable jusqu'au " + French.Day(until) : null,
            given.Reason is { } reason ? "motif : " + reason : null,
            given.Question,
            given.Comment,
        ];
        return string.Join('\n', (string[])[$"Demande {given.RequestKey} : {AnswerLabels.Of(given.Kind)}", .. details.OfType<string>()]);
    }
}
