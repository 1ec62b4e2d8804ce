using ActionSheets.Registers;
using ActionSheets.Reviews;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Persons;

/// <summary>Takes one person out of everything: sheets, answers that wait for their code, drafts, imports, settings, the access register. Reads every sheet.</summary>
public sealed class PersonErasure(SheetErasure sheets, StorageClients storage, AccessRegister access)
{
    private readonly TableClient _sheets = storage.CommitTable(StorageNames.Sheets);
    private readonly TableClient _mails = storage.CommitTable(StorageNames.Mails);
    private readonly TableClient _drafts = storage.CommitTable(StorageNames.Drafts);
    private readonly TableClient _imports = storage.CommitTable(StorageNames.Imports);
    private readonly TableClient _regions = storage.CommitTable(StorageNames.Regions);

    /// <summary>How many entries, bodies and rows something went from.</summary>
    internal async Task<int> Erase(ForgottenPerson person, CancellationToken cancellationToken)
    {
        var count = 0;
        var heads = _sheets.QueryAsync<TableEntity>(row => row.RowKey == SheetRows.Head, select: ["PartitionKey"], cancellationToken: cancellationToken);
        await foreach (var head in heads)
        {
            count += await sheets.Erase(SheetId.Parse(head.PartitionKey), person, cancellationToken);
        }

        count += await Unconfirmed(person, cancellationToken);
        count += await Clear(_imports, person, "SubmittedBy", cancellationToken);
        count += await Clear(_regions, person, "Validator", cancellationToken);
        count += await Drafts(person, cancellationToken);
        count += await access.Read(person.Email, cancellationToken) is null ? 0 : 1;
        await access.Remove(person.Email, cancellationToken);
        return count;
    }

    /// <summary>Rows <c>u|{person}|…</c> and <c>c|{person}</c> of letters, which are named by a digest of the address.</summary>
    private async Task<int> Unconfirmed(ForgottenPerson person, CancellationToken cancellationToken)
    {
        var digest = UnconfirmedAnswers.PersonOf(person.Email);
        var (from, to, code) = ($"u|{digest}|", $"u|{digest}}}", $"c|{digest}");
        var filter = TableClient.CreateQueryFilter($"(RowKey ge {from} and RowKey lt {to}) or RowKey eq {code}");
        var count = 0;
        await foreach (var row in _mails.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            await _mails.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
            count++;
        }

        return count;
    }

    /// <summary>Some dozens of rows a Region. Saved anew without the person; whoever works on one at this moment has to load it again.</summary>
    private async Task<int> Drafts(ForgottenPerson person, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var row in _drafts.QueryAsync<TableEntity>(cancellationToken: cancellationToken))
        {
            var signature = row.GetString("Signature");
            var isSaver = person.Is(row.GetString("SavedBy"));
            var isSigner = signature?.Contains(person.Email, StringComparison.OrdinalIgnoreCase) == true;
            var left = row.GetInt32("Length") is { } length && length <= EntityText.MaxBytes && row.GetBytes("Content") is { Length: > 0 } content ? person.LeftOf(content) : null;
            if (isSaver || isSigner || left is not null)
            {
                row["SavedBy"] = isSaver ? "" : row.GetString("SavedBy");
                row["Signature"] = isSigner ? null : signature;
                if (left is not null)
                {
                    row["Length"] = left.Length;
                    row.SetText("Content", left);
                }

                await _drafts.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
                count++;
            }
        }

        return count;
    }

    /// <summary>A column that holds the address, in a table of some dozens or hundreds of rows.</summary>
    private static async Task<int> Clear(TableClient table, ForgottenPerson person, string column, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var row in table.QueryAsync<TableEntity>(select: ["PartitionKey", "RowKey", column], cancellationToken: cancellationToken))
        {
            if (person.Is(row.GetString(column)))
            {
                await table.UpdateEntityAsync(new TableEntity(row.PartitionKey, row.RowKey) { [column] = "" }, ETag.All, TableUpdateMode.Merge, cancellationToken);
                count++;
            }
        }

        return count;
    }
}
