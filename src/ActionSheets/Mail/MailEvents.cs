using ActionSheets.Reference;
using ActionSheets.Reviews;
using ActionSheets.Storage;
using Azure.Data.Tables;

namespace ActionSheets.Mail;

/// <summary>
/// What became of mails: rows <c>e|…</c> beside each mail. Delivery is this set of events and no flag; an event that comes twice is one row. The
/// effect comes before the row, and finds itself done when it is repeated.
/// </summary>
public sealed class MailEvents(StorageClients storage, LetterDeliveries letters)
{
    private const int MostAtOnce = 100;

    private readonly TableClient _mails = storage.CommitTable(StorageNames.Mails);

    /// <summary>Takes a batch in any order.</summary>
    internal async Task Take(IReadOnlyList<MailEvent> events, CancellationToken cancellationToken)
    {
        var byMail = events.GroupBy(one => one.Mail, StringComparer.Ordinal).Select(group => group.DistinctBy(one => one.RowKey).ToList()).ToList();
        var fresh = await AtOnce.Each(byMail, group => Fresh(group, cancellationToken));
        await letters.Take([.. fresh.SelectMany(group => group)], cancellationToken);
        await AtOnce.Each(byMail, async group =>
        {
            await Keep(group, cancellationToken);
            return true;
        });
    }

    /// <summary>
    /// Those that mean something and may be new. A delivery that comes again finds the clock running, so it costs no more than to look whether it
    /// is known; a refusal writes letters, and there are few.
    /// </summary>
    private async Task<IReadOnlyList<MailEvent>> Fresh(List<MailEvent> ofMail, CancellationToken cancellationToken)
    {
        var refusals = ofMail.FindAll(one => one.IsRefusal);
        var known = refusals.Count == 0 ? [] : await KnownTo(ofMail[0].Mail, cancellationToken);
        return [.. ofMail.Where(one => one.IsDelivery), .. refusals.Where(one => !known.Contains(one.RowKey))];
    }

    private async Task Keep(List<MailEvent> events, CancellationToken cancellationToken)
    {
        // Most mails have one event in a post, and a transaction of one row costs more than the row.
        if (events is [var only])
        {
            await _mails.UpsertEntityAsync(Row(only), TableUpdateMode.Replace, cancellationToken);
            return;
        }

        foreach (var rows in events.Select(Row).Chunk(MostAtOnce))
        {
            await _mails.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), cancellationToken);
        }
    }

    private async Task<HashSet<string>> KnownTo(string mail, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {mail} and RowKey ge {"e|"} and RowKey lt {"e}"}");
        return await _mails.QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: cancellationToken)
            .Select(row => row.RowKey).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>Without address and reason, which may quote one: what is kept is what happened and when.</summary>
    private static TableEntity Row(MailEvent one) =>
        new(one.Mail, one.RowKey) { ["Event"] = one.Name, ["At"] = Instant.Text(one.At), ["Type"] = one.Type };
}
