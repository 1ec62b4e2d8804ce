using System.Globalization;
using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Sheets;

namespace ActionSheets.Reviews;

/// <summary>Tells the Region of the answers that one respondent gave to its sheet.</summary>
public sealed class AnswerNotice(SheetStore sheets, SheetIndex index, DeskRegister desks, ReferenceData reference, MailSender sender, MailRenderer renderer, TimeProvider clock)
{
    private static readonly TimeSpan WaitForDesk = TimeSpan.FromHours(1);

    /// <summary>Null while the commit that owes this notice is not there.</summary>
    internal async Task<BatchResult?> Send(MailBatch batch, CancellationToken cancellationToken)
    {
        if (!SheetId.TryParse(batch.Owner, out var id) || !int.TryParse(batch.Name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            || await sheets.Find(id, cancellationToken) is not { } stored || stored.Sheet.AnswerCount < last)
        {
            return null;
        }

        if (await sheets.FindOutbox(batch, cancellationToken) is not { } outbox)
        {
            return BatchResult.Done;
        }

        if (await desks.For("region", stored.Sheet.LeadRegion, cancellationToken) is not { } desk)
        {
            return new BatchResult(Instant.NowOn(clock) + WaitForDesk);
        }

        var first = int.Parse(outbox.Payload, CultureInfo.InvariantCulture);
        var key = $"{id}.{batch.Name}";
        var result = await sender.Send(key, begunAt => Compose(key, stored.Sheet, first, last, desk.AddressOn(ParisDay.Of(begunAt))), cancellationToken);
        if (result is not SendResult.Later)
        {
            // The list may have missed this answer if its writer died after the commit.
            await index.Put(stored.Sheet, cancellationToken);
            await sheets.RemoveOutbox(batch, cancellationToken);
        }

        return BatchResult.Of([result]);
    }

    private Task<OutgoingMail> Compose(string key, Sheet sheet, int first, int last, string to)
    {
        var answered = sheet.Requests
            .SelectMany(request => request.Answers.Where(answer => answer.Number >= first && answer.Number <= last).Select(answer => Line(request, answer)))
            .ToList();
        var open = sheet.Requests.Count(request => request.IsOpen);
        var rest = open == 0
            ? "Toutes les demandes de cette fiche ont reçu une réponse."
            : $"{French.Count(open, "demande attend", "demandes attendent")} encore une réponse.";
        return new Notice(
            $"Fiche {sheet.Reference} : {French.Count(answered.Count, "réponse reçue", "réponses reçues")}",
            ["Bonjour,", $"Votre fiche {sheet.Reference} a reçu {French.Count(answered.Count, "réponse", "réponses")} :", MailRenderer.OneLine(sheet.Title), .. answered, rest])
            .ToMail(renderer, key, to);
    }

    private string Line(Request request, Answer answer)
    {
        var name = reference.OperatorByCode(request.Operator)!.NameOn(ParisDay.Of(answer.AnsweredAt));
        var amount = answer.Amount is { } euros ? $", {Euros.Write(euros)}" : "";
        string?[] details =
        [
            answer.Conditions is { } conditions ? "Conditions : " + conditions : null,
            answer.AppraisalOpensOn is { } opensOn ? "Ouverture de l'instruction le " + French.Day(opensOn) : null,
            answer.Reason is { } reason ? "Motif : " + reason : null,
            answer.Question is { } question ? "Question : " + question : null,
            answer.Comment,
        ];
        return string.Join('\n', (string?[])[$"{name}, {LetterMail.KindOf(request)} : {AnswerLabels.Of(answer.Kind)}{amount}", .. details.Where(detail => detail is not null)]);
    }
}

/// <summary>French words for the kinds of answer.</summary>
internal static class AnswerLabels
{
    public static string Of(string kind) => kind switch
    {
        AnswerKinds.AgreementInPrinciple => "accord de principe",
        AnswerKinds.AcceleratedAppraisal => "instruction accélérée",
        AnswerKinds.Question => "question à la Région",
        AnswerKinds.OutOfScope => "hors de notre champ",
        AnswerKinds.Refused => "refus",
        _ => kind,
    };
}
