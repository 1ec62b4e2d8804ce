using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Sheets;

namespace ActionSheets.Reviews;

/// <summary>Tells a desk what the Region or the ministry has noted in its operator's name, with the link by which its own word takes the place of that.</summary>
public sealed class NotedNotice(DeskRegister desks, MailSender sender, MailRenderer renderer, ReviewLinks links, ReferenceData reference, TimeProvider clock)
{
    /// <summary>One result an answer of these numbers that was noted; none for answers that their operators gave.</summary>
    internal async Task<IReadOnlyList<SendResult>> Send(Sheet sheet, string key, int first, int last, DateTimeOffset owedAt, CancellationToken cancellationToken)
    {
        var results = new List<SendResult>();
        foreach (var request in sheet.Requests)
        {
            foreach (var answer in request.Answers.Where(answer => answer.NotedBy is not null && answer.Number >= first && answer.Number <= last))
            {
                results.Add(await Send(sheet, request, answer, $"{key}.{request.Operator}", owedAt, cancellationToken));
            }
        }

        return results;
    }

    private async Task<SendResult> Send(Sheet sheet, Request request, Answer answer, string key, DateTimeOffset owedAt, CancellationToken cancellationToken) =>
        await desks.For(request.Operator, sheet.LeadRegion, sheet.Axis, cancellationToken) is { } desk
            ? await sender.Send(key, begunAt => Compose(sheet, request, answer, owedAt).ToMail(renderer, key, desk.AddressOn(ParisDay.Of(begunAt))), cancellationToken)
            : SendResult.WithoutDesk(clock);

    private Notice Compose(Sheet sheet, Request request, Answer answer, DateTimeOffset owedAt)
    {
        var letter = request.Letter is { } sent ? LetterId.Parse(sent) : LetterId.Of(sheet, request.Operator);
        var seen = sheet.SeenBy(request.Operator).RequestById(request.Id)!.Answers.Single(one => one.Number == answer.Number);
        return new Notice(
            $"Fiche {sheet.Reference} : une réponse est consignée en votre nom",
            [
                "Bonjour,",
                $"Une réponse de votre organisme est consignée sur la fiche {sheet.Reference}, sans que vous l'ayez donnée ici :",
                MailRenderer.OneLine(sheet.Title),
                string.Join('\n', AnswerWords.Lines(seen, reference)),
                "Si elle est exacte, vous n'avez rien à faire. Sinon, répondez par le lien : votre réponse la remplacera.",
            ])
        { Link = links.LinkTo(letter, owedAt), LinkLabel = "Répondre, sans créer de compte" };
    }
}
