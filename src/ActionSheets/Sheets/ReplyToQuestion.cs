using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>The Region answers an operator's question: <c>{"text"}</c>. The request is asked again, with a clock that starts again.</summary>
[Access(Who.Region)]
public sealed class ReplyToQuestion(Endpoint<ReplyToQuestion> endpoint, SheetRights rights, QuestionReplies replies, SheetStore store, SheetView view)
{
    private const string Route = "api/action-sheets/{id}/requests/{requestId}/reply";
    private const int LongestText = 5000;

    [Function(nameof(ReplyToQuestion))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, string requestId, CancellationToken cancellationToken) =>
        endpoint.RunJson(
            request,
            (caller, body) => rights.Change(
                id,
                caller,
                async stored =>
                {
                    if (stored.Sheet.RequestById(requestId) is null)
                    {
                        return Problem.NotFound().ToResult();
                    }

                    var (text, problem) = JsonForm.ReadText(body.Root, "text", LongestText);
                    if (problem is not null)
                    {
                        return problem.ToResult();
                    }

                    return await replies.Reply(stored, requestId, caller, text!, cancellationToken) is { } sheet
                        ? view.Render(sheet.SeenBy(caller), await store.Body(stored.Id, sheet.Version, cancellationToken), StatusCodes.Status200OK)
                        : Problem.WrongState("Aucune question n'attend de réponse sur cette demande.").ToResult();
                },
                cancellationToken),
            cancellationToken);
}

/// <summary>Records the Region's reply, and owes the desk a letter that carries it.</summary>
public sealed class QuestionReplies(SheetStore store, SheetIndex index, Outbox outbox, TimeProvider clock)
{
    /// <summary>The sheet after the reply; null when no question waits for one.</summary>
    internal async Task<Sheet?> Reply(StoredSheet seen, string requestId, Caller caller, string text, CancellationToken cancellationToken)
    {
        var stored = seen;
        while (stored.Sheet.RequestById(requestId) is { Status: RequestStatus.Question, Answer: { } question })
        {
            var before = stored;
            var entry = before.Sheet.Next(Instant.NowOn(clock), caller.Actor, new QuestionReplied(requestId, question.Number), new PrivateData(Reply: text));
            var letters = new OutboxRow(new MailBatch(MailKind.Letters, before.Id.Value, FormattableString.Invariant($"q{question.Number}")), entry.At);
            if (await outbox.Commit(letters.Batch, () => store.Append(before, [entry], owed: letters), cancellationToken) is { } after)
            {
                await index.Put(before.Sheet, after.Sheet, CancellationToken.None);
                return after.Sheet;
            }

            stored = (await store.Find(seen.Id, cancellationToken))!;
        }

        return null;
    }
}
