using ActionSheets.Web;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Reviews;

/// <summary>What the API says of a link that does not open a letter.</summary>
internal static class ReviewEndpoint
{
    private const string RenewFirst = "Ce lien a expiré. Demandez-en un nouveau : il sera envoyé à l'adresse connue du guichet.";

    /// <summary>Runs <paramref name="handle"/> on the letter the token opens: forged is 404, expired 410.</summary>
    public static async Task<IResult> WithLetter(this Letters letters, string token, Func<Letter, Task<IResult>> handle, CancellationToken cancellationToken) =>
        await letters.Open(token, cancellationToken) switch
        {
            LetterReading.Open open => await handle(open.Letter),
            LetterReading.Expired => Problem.Expired(RenewFirst).ToResult(),
            _ => Problem.NotFound().ToResult(),
        };

    /// <summary>What is wrong with the link itself; looked at before the body is read.</summary>
    public static Problem? ProblemWith(this Letters letters, string token) => letters.ReadLink(token) switch
    {
        LinkReading.Genuine => null,
        LinkReading.Expired => Problem.Expired(RenewFirst),
        _ => Problem.NotFound(),
    };

    /// <summary>201 with what was recorded; 409 when nothing could be.</summary>
    public static IResult Recorded(IReadOnlyList<Recording> recordings)
    {
        var answers = recordings.OfType<Recording.Recorded>().ToList();
        if (answers.Count == 0 && recordings.OfType<Recording.TooLate>().FirstOrDefault() is { } tooLate)
        {
            return Problem.AlreadyAnswered(WhoAnswered(tooLate)).ToResult();
        }

        if (answers.Count == 0 && recordings.Count > 0)
        {
            return Problem.WrongState(ClosedWords.Cancelled).ToResult();
        }

        return new RecordedResult(answers, [.. recordings.OfType<Recording.TooLate>()]);
    }

    public static string WhoAnswered(Recording.TooLate tooLate) =>
        $"{tooLate.Standing.RespondentName ?? "Une autre personne"} a répondu le {Reference.French.Time(tooLate.Standing.AnsweredAt)} : {AnswerLabels.Of(tooLate.Standing.Kind)}.";
}
