using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActionSheets.Reference;
using LocalHost.Clock;
using LocalHost.Mail;

namespace LocalHost.Demo;

/// <summary>
/// Answers some of the operators' letters as their readers would: the link of the letter, the answers, the code of the second mail.
/// Which answer a request gets follows from its key alone, so a run that was killed is gone on with and not contradicted.
/// </summary>
internal sealed partial class DemoAnswers(DemoClient client, MailBox box, MovableClock clock)
{
    private const string DeskMailbox = "guichet@";

    /// <summary>The State's desk leaves its letters for whoever tries the product.</summary>
    private const string StateDesk = "guichet@etat.example";

    /// <summary>How many requests have an answer.</summary>
    /// <param name="untilStill">Waits until the mail asked for has left.</param>
    /// <param name="cancellationToken">The end of LocalHost.</param>
    public async Task<int> GiveAsync(Func<CancellationToken, Task> untilStill, CancellationToken cancellationToken)
    {
        var answered = 0;
        foreach (var letter in box.NewestFirst().Reverse().Where(IsLetter))
        {
            answered += await AnswerAsync(letter, untilStill, cancellationToken);
        }

        return answered;
    }

    private static bool IsLetter(CapturedMail mail) =>
        mail.To is [var to] && to.StartsWith(DeskMailbox, StringComparison.Ordinal) && to != StateDesk && Link().IsMatch(mail.Text ?? "");

    private async Task<int> AnswerAsync(CapturedMail letter, Func<CancellationToken, Task> untilStill, CancellationToken cancellationToken)
    {
        var review = "/api/reviews/" + Link().Match(letter.Text!).Groups["token"].Value;
        var email = "referent@" + letter.To[0][DeskMailbox.Length..];
        var answered = 0;
        var unconfirmed = false;
        foreach (var item in (await client.GetAsync(review, cancellationToken)).GetProperty("items").EnumerateArray())
        {
            if (Answer(item, email) is not { } answer)
            {
                continue;
            }

            answered++;
            if (item.GetProperty("request").GetProperty("answer").ValueKind == JsonValueKind.Null)
            {
                await client.PostAsync(review + "/answers", answer, cancellationToken);
                unconfirmed = true;
            }
        }

        if (unconfirmed)
        {
            await untilStill(cancellationToken);
            await client.PostAsync(review + "/answers/confirmation", new() { ["email"] = email, ["code"] = CodeFor(email) }, cancellationToken);
        }

        return answered;
    }

    private string CodeFor(string email) =>
        box.NewestFirst().Where(mail => mail.To is [var to] && to == email).Select(mail => Code().Match(mail.Text ?? "")).First(code => code.Success).Value;

    /// <summary>Of ten requests: four agreements, two accelerated appraisals, a question, a refusal, one out of scope, one left open.</summary>
    private JsonObject? Answer(JsonElement item, string email)
    {
        var request = item.GetProperty("request");
        var key = item.GetProperty("requestKey").GetString()!;
        var answer = new JsonObject
        {
            ["requestKey"] = key,
            ["respondent"] = new JsonObject { ["name"] = "Camille Référent", ["email"] = email },
        };
        switch (key.Sum(character => character) % 10)
        {
            case 0 or 1 or 2 or 3:
                answer["kind"] = "agreement-in-principle";
                answer["comment"] = "Accord de principe, sous réserve du comité d'engagement.";
                if (request.GetProperty("amount") is { ValueKind: JsonValueKind.Number } amount)
                {
                    answer["amount"] = JsonNode.Parse(amount.GetRawText());
                    answer["amountKind"] = "subvention";
                }

                return answer;
            case 4 or 5:
                answer["kind"] = "accelerated-appraisal";
                answer["appraisalOpensOn"] = $"{ParisDay.Of(clock.GetUtcNow()).AddDays(14):yyyy-MM-dd}";
                return answer;
            case 6:
                answer["kind"] = "question";
                answer["question"] = "Pouvez-vous préciser le calendrier des études ?";
                return answer;
            case 7:
                answer["kind"] = "refused";
                answer["reason"] = "L'enveloppe de l'année est engagée.";
                return answer;
            case 8:
                answer["kind"] = "out-of-scope";
                answer["reason"] = "Cette demande relève d'un autre opérateur.";
                return answer;
            default:
                return null;
        }
    }

    [GeneratedRegex("^https?://\\S+/avis/(?<token>\\S+)\\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("(?<![0-9])[0-9]{6}(?![0-9])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
