using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Web;

namespace ActionSheets.Reviews;

/// <summary>What became of an answer that was posted; the API and the page answer each case in their own words.</summary>
internal abstract record AnswerResult
{
    private AnswerResult()
    {
    }

    /// <summary>Kept; a code is on its way to the respondent.</summary>
    internal sealed record AwaitsCode(string Email) : AnswerResult;

    internal sealed record Recorded(IReadOnlyList<Recording> Recordings) : AnswerResult;

    /// <summary>Not kept: nothing is asked any more, or this person has had five codes within the hour.</summary>
    internal sealed record NotKept(Problem Problem) : AnswerResult;

    internal sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : AnswerResult;
}

/// <summary>Takes answers to a letter and confirms them; one code path behind the API and the page.</summary>
public sealed class Answering(Letters letters, UnconfirmedAnswers unconfirmed, AnswerRecorder recorder, ConfirmationCode codes, TimeProvider clock)
{
    /// <summary>One answer, as the API posts it.</summary>
    internal Task<AnswerResult> Answer(Letter letter, JsonElement sent, Caller caller, CancellationToken cancellationToken) =>
        Answer(letter, [("", sent)], caller, isReply: false, cancellationToken);

    /// <summary>Several answers of one respondent, as the page posts them; faults are told under each one's prefix.</summary>
    /// <param name="isReply">Read out of a mail: its author is shown what was read, with one click to confirm it.</param>
    internal async Task<AnswerResult> Answer(
        Letter letter, IReadOnlyList<(string Prefix, JsonElement Sent)> answers, Caller caller, bool isReply, CancellationToken cancellationToken)
    {
        var isAtHome = IsAtHome(caller, letter.Id.Operator);
        var signedIn = isAtHome ? new Respondent(caller.Name, caller.Email) : null;
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var read = new List<UnconfirmedAnswer>();
        foreach (var (prefix, sent) in answers)
        {
            var faults = new Faults();
            var given = AnswerForm.Read(sent, letter, signedIn, faults);
            foreach (var (path, sentences) in faults.ToDictionary())
            {
                errors[prefix + path] = sentences;
            }

            if (letter.ByKey(given.RequestKey) is var (sheet, request))
            {
                read.Add(new UnconfirmedAnswer(given, request.Answer?.Number, sheet.Sheet.Version));
            }
        }

        if (errors.Count > 0)
        {
            return new AnswerResult.Invalid(errors);
        }

        if (read.Exists(answer => letter.ByKey(answer.Given.RequestKey) is var (sheet, request) && ClosedWords.Of(sheet.Sheet, request) is not null))
        {
            return new AnswerResult.NotKept(Problem.WrongState(ClosedWords.Cancelled));
        }

        if (isAtHome)
        {
            return new AnswerResult.Recorded(await recorder.Record(letter, caller.Actor, read, cancellationToken));
        }

        if (await unconfirmed.Keep(letter.Id, read, isReply, cancellationToken) is { } wait)
        {
            return new AnswerResult.NotKept(Problem.TooMany(wait, "Cinq codes ont déjà été envoyés à cette adresse dans l'heure. Saisissez le dernier reçu, ou renvoyez votre réponse plus tard."));
        }

        return new AnswerResult.AwaitsCode(read[0].Given.Respondent.Email);
    }

    /// <summary>Records all that this respondent prepared, or says why not.</summary>
    internal async Task<(IReadOnlyList<Recording>? Recorded, Problem? Problem)> Confirm(Letter letter, string email, string code, CancellationToken cancellationToken)
    {
        var person = UnconfirmedAnswers.PersonOf(email);
        code = string.Concat(code.Where(character => !char.IsWhiteSpace(character)));
        var attempt = await unconfirmed.FindAttempt(letter.Id, person, cancellationToken);
        if (attempt is null)
        {
            return (null, WrongCode());
        }

        if (attempt.IsRepeatableAt(clock.GetUtcNow()) && codes.Matches(attempt.Nonce, code))
        {
            return (await Recorded(letter, attempt, cancellationToken), null);
        }

        if (attempt.IsOverAt(clock.GetUtcNow()))
        {
            return (null, CodeIsOver());
        }

        if (!codes.Matches(attempt.Nonce, code))
        {
            // A lost race is a guess more: count it again until it counts.
            return await unconfirmed.Update(letter.Id, attempt with { Wrong = attempt.Wrong + 1 }) ? (null, WrongCode()) : await Confirm(letter, email, code, cancellationToken);
        }

        var kept = await unconfirmed.Of(letter.Id, person, cancellationToken);
        if (kept.Count == 0)
        {
            // The same code typed twice at once: the other run has recorded and forgotten everything.
            return await unconfirmed.FindAttempt(letter.Id, person, cancellationToken) is { } used && used.IsRepeatableAt(clock.GetUtcNow())
                ? (await Recorded(letter, used, cancellationToken), null)
                : (null, CodeIsOver());
        }

        var answers = kept.Select(answer => answer.Answer).ToList();
        var recordings = await recorder.Record(letter, "operator/" + letter.Id.Operator, answers, cancellationToken);

        // Only now: a run that dies before this line can be repeated with the same code.
        await unconfirmed.Finish(letter.Id, attempt, kept, recordings.OfType<Recording.Recorded>());
        return (recordings, null);
    }

    /// <summary>What a code has recorded, told again to who types it again: a second click, a lost answer.</summary>
    private async Task<IReadOnlyList<Recording>> Recorded(Letter letter, CodeAttempt attempt, CancellationToken cancellationToken)
    {
        var current = (await letters.Find(letter.Id, cancellationToken))!;
        return
        [
            .. from sheet in current.Sheets
               from request in sheet.Requests
               from answer in request.Answers
               where attempt.HasRecorded(sheet.KeyOf(request), answer.Number)
               select new Recording.Recorded(sheet.KeyOf(request), answer),
        ];
    }

    /// <summary>Who needs no code: the operator itself, and the ministry for what is asked of the State (contract, section 2).</summary>
    private static bool IsAtHome(Caller caller, string asked) => caller.Role switch
    {
        Who.Operator => caller.Operator == asked,
        Who.Ministry => asked == Operator.StateCode,
        _ => false,
    };

    private static Problem CodeIsOver() =>
        Problem.Expired("Ce code n'est plus valable. Envoyez de nouveau votre réponse pour en recevoir un autre.");

    private static Problem WrongCode() =>
        Problem.Invalid("code", "Ce code n'est pas le bon.");
}
