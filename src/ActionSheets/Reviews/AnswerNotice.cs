using System.Globalization;
using System.Text.Json;
using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Sheets;
using ActionSheets.Web;
using Microsoft.Extensions.Options;

namespace ActionSheets.Reviews;

/// <summary>Tells the Region of the answers that one respondent gave to its sheet.</summary>
public sealed class AnswerNotice(SheetStore sheets, SheetIndex index, AnswerDrafts drafts, DeskRegister desks, ReferenceData reference, MailSender sender, MailRenderer renderer, IOptions<PublicOptions> address,
    NotedNotice noted, TimeProvider clock)
{
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

        if (await desks.For(DeskBody.Region, stored.Sheet.LeadRegion, cancellationToken) is not { } desk)
        {
            return BatchResult.Of([SendResult.WithoutDesk(clock)]);
        }

        var first = int.Parse(outbox.Payload, CultureInfo.InvariantCulture);
        var key = $"{id}.{batch.Name}";
        var body = (await sheets.Body(id, stored.Sheet.Version, cancellationToken))!;
        var result = await sender.Send(key, begunAt => Compose(key, stored.Sheet.SeenByRegion(), body, first, last, desk.AddressOn(ParisDay.Of(begunAt))), cancellationToken);
        SendResult[] results = [result, .. await noted.Send(stored.Sheet, key, first, last, outbox.CreatedAt, cancellationToken)];
        if (Array.TrueForAll(results, one => one is SendResult.Accepted))
        {
            // The list may have missed this answer if its writer died after the commit.
            await index.Put(stored.Sheet, cancellationToken);
            await Forget(stored, first);
            await sheets.RemoveOutbox(batch, cancellationToken);
        }

        return BatchResult.Of(results);
    }

    /// <summary>What was put aside for requests that are answered now: what a person typed is kept once.</summary>
    private async Task Forget(StoredSheet stored, int first)
    {
        foreach (var answered in stored.Sheet.Requests.Where(request => request.Answer?.Number >= first && request.Letter is not null))
        {
            await drafts.Forget(LetterId.Parse(answered.Letter!), $"{stored.Id}/{answered.Id}");
        }
    }

    private async Task<OutgoingMail> Compose(string key, Sheet sheet, byte[] body, int first, int last, string to)
    {
        using var sent = JsonDocument.Parse(body);
        var given = sheet.Requests
            .SelectMany(request => request.Answers.Where(answer => answer.Number >= first && answer.Number <= last).Select(answer => (Request: request, Answer: answer)))
            .ToList();
        var answered = given.Select(one => Line(one.Request, one.Answer, SheetView.TextOf(one.Request, sent.RootElement))).ToList();
        var received = given.TrueForAll(one => one.Answer.Kind == AnswerKinds.Question)
            ? French.Count(given.Count, "question d'un opérateur", "questions d'un opérateur")
            : French.Count(given.Count, "réponse reçue", "réponses reçues");
        var isLast = SettledWords.IsLast(sheet, first, last);
        var open = sheet.Requests.Count(request => request.IsOpen);
        var rest = isLast ? SettledWords.Of(sheet, given.Count, reference) : open == 0 ? [] : [$"{French.Count(open, "demande attend", "demandes attendent")} encore une réponse."];
        return await new Notice(
            $"Fiche {sheet.Reference} : {(isLast ? SettledWords.Subject(sheet) : received)}",
            ["Bonjour,", $"Fiche {sheet.Reference}, {received} :", MailRenderer.OneLine(sheet.Title), .. answered, .. rest, .. Alert(sheet)])
        { Link = address.Value.Link("/fiches/" + sheet.Id), LinkLabel = "Ouvrir la fiche" }.ToMail(renderer, key, to);
    }

    private static IEnumerable<string> Alert(Sheet sheet) =>
        sheet.Excess > 0 ? [$"Attention : les accords de principe et les financements acquis dépassent de {Euros.Write(sheet.Excess)} le coût de l'action."] : [];

    private string Line(Request request, Answer answer, string? text)
    {
        var name = reference.OperatorByCode(request.Operator)!.NameOn(ParisDay.Of(answer.AnsweredAt));
        var amount = answer.Amount is { } euros ? $", {Euros.Write(euros)}" : "";
        string?[] details =
        [
            text is null ? null : "Demande : " + RequestWords.Quote(text),
            answer is { NotedBy: { } noter, ReceivedOn: { } day }
                ? $"Reçue hors de l'outil le {French.Day(day)}, consignée par {SheetWordings.OfActor(noter, ParisDay.Of(answer.AnsweredAt), reference)}."
                : null,
            answer.Replaces is { } replaced && request.Answers.FirstOrDefault(earlier => earlier.Number == replaced) is { } before
                ? $"Remplace la réponse du {French.Day(ParisDay.Of(before.AnsweredAt))} ({AnswerLabels.Told(before.Kind)}), qui reste lisible."
                : null,
            answer.IsAboveAsked is true && request.Amount is { } asking ? $"Attention : ce montant dépasse les {Euros.Write(asking)} demandés." : null,
            answer.ValidUntil is { } until ? "Valable jusqu'au " + French.Day(until) : null,
            answer.Conditions is { } conditions ? "Conditions : " + conditions : null,
            answer.AppraisalOpensOn is { } opensOn ? "Ouverture de l'instruction le " + French.Day(opensOn) : null,
            answer.Reason is { } reason ? "Motif : " + reason : null,
            answer.Question is { } question ? $"Question : {question}\nLe délai de réponse est arrêté jusqu'à votre réponse, à donner sur la page de la fiche." : null,
            answer.Comment,
            Confidentiality.LabelOf(answer.Confidentiality),
        ];
        var asked = request.Operator == Operator.StateCode ? name : $"{name}, {LetterMail.KindOf(request)}";
        return string.Join('\n', (string?[])[$"{asked} : {AnswerLabels.Told(answer.Kind)}{amount}", .. details.Where(detail => detail is not null)]);
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

    /// <summary>Where the operator does not speak, but is spoken of.</summary>
    public static string Told(string kind) => kind == AnswerKinds.OutOfScope ? "hors de son champ" : Of(kind);
}
