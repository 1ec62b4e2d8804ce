using System.Text.Json;
using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Web;

namespace ActionSheets.Reviews;

/// <summary>Sends a respondent the six-digit code; the code is the only run of six digits in the mail.</summary>
public sealed class CodeMail(UnconfirmedAnswers answers, OwedMail owed, ConfirmationCode code, ReviewLinks links, Letters letters, RequestNames names, MailRenderer renderer, TimeProvider clock)
{
    /// <summary>Null while the commit that owes this mail is not there.</summary>
    internal async Task<BatchResult?> Send(MailBatch batch, CancellationToken cancellationToken)
    {
        if (!LetterId.TryParse(batch.Owner, out var letter))
        {
            return BatchResult.Done;
        }

        if (await owed.Find(batch, cancellationToken) is not { } outbox)
        {
            return await answers.FindAttempt(letter, batch.Name.Split('-')[0], cancellationToken) is null ? null : BatchResult.Done;
        }

        var payload = JsonSerializer.Deserialize<CodeMailPayload>(outbox.Payload, Wire.Json)!;
        var key = $"{letter}.c.{batch.Name}";
        if (!payload.IsReply)
        {
            return await owed.Send(batch, key, _ => Compose(key, payload), cancellationToken);
        }

        return await letters.Find(letter, cancellationToken) is { } found
            ? await owed.Send(batch, key, _ => ComposeReply(key, found, payload, outbox.CreatedAt), cancellationToken)
            : BatchResult.Of([SendResult.WithoutDesk(clock)]);
    }

    /// <summary>What was read out of a mail, with the link that records it; the code rides in the link, so one click is enough.</summary>
    private async Task<OutgoingMail> ComposeReply(string key, Letter letter, CodeMailPayload payload, DateTimeOffset owedAt)
    {
        var person = UnconfirmedAnswers.PersonOf(payload.Email);
        var named = await names.Of(letter, CancellationToken.None);
        var read = (await answers.Of(letter.Id, person, CancellationToken.None)).Select(kept => UnconfirmedWords.Of(kept.Answer.Given, named, ParisDay.Of(owedAt)));
        return await new Notice(
            "Confirmez la réponse que vous avez envoyée par message",
            ["Bonjour,", "Nous avons lu dans votre message la réponse suivante. Rien n'est enregistré avant votre confirmation.", .. read, "Si ce n'est pas votre réponse, ouvrez la lettre et répondez sur sa page."])
        {
            Link = $"{links.LinkTo(letter.Id, owedAt)}/confirmation?personne={person}&code={code.Of(payload.Nonce)}",
            LinkLabel = "Relire et confirmer",
        }.ToMail(renderer, key, payload.Email);
    }

    private Task<OutgoingMail> Compose(string key, CodeMailPayload payload) =>
        new Notice(
            "Votre code de confirmation",
            [
                "Bonjour,",
                "Vous avez préparé une réponse à une demande du programme Territoires d'industrie. Pour l'enregistrer en votre nom, saisissez ce code sur la page de réponse. Il vaut deux heures.",
                "Si vous n'avez rien préparé, ignorez ce message : sans le code, rien n'est enregistré.",
            ])
        { Code = code.Of(payload.Nonce) }.ToMail(renderer, key, payload.Email);
}
