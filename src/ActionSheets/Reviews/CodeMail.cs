using System.Text.Json;
using ActionSheets.Mail;
using ActionSheets.Web;

namespace ActionSheets.Reviews;

/// <summary>Sends a respondent the six-digit code; the code is the only run of six digits in the mail.</summary>
public sealed class CodeMail(UnconfirmedAnswers answers, OwedMail owed, ConfirmationCode code, MailSender sender, MailRenderer renderer)
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
        var result = await sender.Send($"{letter}.c.{batch.Name}", _ => Compose($"{letter}.c.{batch.Name}", payload), cancellationToken);
        if (result is SendResult.Accepted)
        {
            await owed.Remove(batch);
        }

        return BatchResult.Of([result]);
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
