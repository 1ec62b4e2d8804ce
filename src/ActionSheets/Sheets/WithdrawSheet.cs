using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>The Region that leads a sheet withdraws it, with a reason. Nothing is deleted; desks that were asked are told.</summary>
[Access(Who.Region)]
public sealed class WithdrawSheet(Endpoint<WithdrawSheet> endpoint, SheetRights rights, SheetWithdrawal withdrawal, SheetStore store, SheetView view)
{
    private const string Route = "api/action-sheets/{id}/withdrawal";
    private const int LongestReason = 5000;

    [Function(nameof(WithdrawSheet))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunJson(
            request,
            (caller, body) => rights.ChangeMatched(
                request,
                id,
                caller,
                async (stored, tag) =>
                {
                    var (reason, problem) = JsonForm.ReadText(body.Root, "reason", LongestReason);
                    if (problem is not null)
                    {
                        return problem.ToResult();
                    }

                    var (sheet, refused) = await withdrawal.Withdraw(stored, caller, reason!, tag, cancellationToken);
                    return refused?.ToResult() ?? view.Render(sheet!.SeenBy(caller), await store.Body(stored.Id, sheet!.Version, cancellationToken), StatusCodes.Status200OK);
                },
                cancellationToken),
            cancellationToken);
}

/// <summary>Closes a sheet by its Region's will, and owes the desks that were asked a word about it.</summary>
public sealed class SheetWithdrawal(SheetStore store, SheetIndex index, Outbox outbox, TimeProvider clock)
{
    internal const string BatchName = "withdrawn";

    internal async Task<(Sheet? Sheet, Problem? Problem)> Withdraw(StoredSheet seen, Caller caller, string reason, string ifMatch, CancellationToken cancellationToken)
    {
        var stored = seen;
        while (true)
        {
            if (stored.Sheet.Status == SheetStatus.Withdrawn)
            {
                return (null, Problem.WrongState("Cette fiche est déjà retirée."));
            }

            if (!EntityTags.Fits(ifMatch, SheetView.ETagOf(stored.Sheet)))
            {
                return (null, Problem.StaleVersion());
            }

            var before = stored;
            var entry = before.Sheet.Next(Instant.NowOn(clock), caller.Actor, new SheetWithdrawn(reason));
            var notice = new OutboxRow(new MailBatch(MailKind.Withdrawal, before.Id.Value, BatchName), entry.At, string.Join(' ', ToTell(before.Sheet)));
            if (await outbox.Commit(notice.Batch, () => store.Append(before, [entry], owed: notice), cancellationToken) is { } after)
            {
                await index.Put(after.Sheet, CancellationToken.None);
                return (after.Sheet, null);
            }

            stored = (await store.Find(seen.Id, cancellationToken))!;
        }
    }

    /// <summary>Operators that a letter has reached and whose outcome was still open: the others know nothing, or have answered.</summary>
    private static IEnumerable<string> ToTell(Sheet sheet) =>
        sheet.Requests.Where(request => request.IsOpen && request.Letter is not null).Select(request => request.Operator).Distinct(StringComparer.Ordinal);
}
