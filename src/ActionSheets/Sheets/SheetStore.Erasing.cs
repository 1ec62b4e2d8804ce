using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Sheets;

/// <content>The only writes that change what was written before.</content>
public sealed partial class SheetStore
{
    /// <summary>
    /// Takes personal data away from beside the journal, with the salt: the salted digest in the entries proves nothing any more. A receipt has no salt: it
    /// is the SHA-256 of what was sent, and whoever knows all the rest of that can still test a guess of what went. The head is folded anew in the same
    /// transaction. <paramref name="left"/>: what is left of it; null is nothing.
    /// </summary>
    /// <returns>How many entries lost something.</returns>
    internal async Task<int> Erase(SheetId id, Func<PrivateData, PrivateData?> left, CancellationToken cancellationToken)
    {
        // A transaction holds a hundred rows; the head is one of them.
        const int MostAtOnce = 90;
        var count = 0;
        while (await Find(id, cancellationToken) is { } stored)
        {
            var journal = await Journal(id, cancellationToken).ToListAsync(cancellationToken);
            var touched = journal.Where(entry => entry.Private is { } personal && left(personal) != personal).Take(MostAtOnce).ToDictionary(entry => entry.Number);
            if (touched.Count == 0)
            {
                return count;
            }

            var after = journal.ConvertAll(entry => touched.ContainsKey(entry.Number) ? entry with { Private = left(entry.Private!) is { } rest && rest != new PrivateData() ? rest : null, PrivateSalt = null } : entry);
            var head = SheetRows.OfHead(id, Sheet.Fold(after), NewWriteId());
            var actions = after.Where(entry => touched.ContainsKey(entry.Number)).Select(entry => new TableTransactionAction(TableTransactionActionType.UpdateReplace, SheetRows.OfJournal(id, entry), ETag.All));
            count += await Submit([new(TableTransactionActionType.UpdateReplace, head, stored.ETag), .. actions]) is null ? 0 : touched.Count;
        }

        return count;
    }

    /// <summary>What is left of a body after an erasure stands in its place, all of it at once; its fingerprint, which others hold, stays that of what was sent.</summary>
    internal async Task ReplaceBody(SheetId id, int version, ReadOnlyMemory<byte> body)
    {
        var rows = SheetRows.OfBody(id, version, body).ToList();
        var (first, last) = (SheetRows.VersionKey(version, 0), SheetRows.VersionKey(version, 0) + "}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {id.Value} and RowKey ge {first} and RowKey lt {last}");
        var stand = await _reads.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"]).Select(row => row.RowKey).ToListAsync();
        var surplus = stand.Except(rows.Select(row => row.RowKey), StringComparer.Ordinal).Select(key => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(id.Value, key), ETag.All));
        await _commits.SubmitTransactionAsync([.. rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), .. surplus]);
    }
}
