using ActionSheets.Drafts;
using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Reviews;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Persons;

/// <summary>
/// Takes one person out of what is kept: sheets, answers begun or waiting for their code, mail that is owed, drafts, imports, the validator of a
/// Region, the access register. Reads every sheet.
/// </summary>
public sealed class PersonErasure(
    SheetErasure sheets, StorageClients storage, AccessRegister access, RegionRegister regions, DraftStore drafts, AnswerDrafts begun, PassingOn passing, ReferenceData reference)
{
    private readonly TableClient _sheets = storage.CommitTable(StorageNames.Sheets);
    private readonly TableClient _mails = storage.CommitTable(StorageNames.Mails);
    private readonly TableClient _imports = storage.CommitTable(StorageNames.Imports);

    /// <summary>How many entries, bodies and rows something went from.</summary>
    internal async Task<int> Erase(ForgottenPerson person, CancellationToken cancellationToken)
    {
        // One row for each sheet there is, some thousands; the storage looks through all rows of all sheets for them, and a person may stand in any.
        var heads = _sheets.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey eq {SheetRows.Head}"), select: ["PartitionKey"], cancellationToken: cancellationToken);
        var count = await AtOnce.Sum(heads, (head, token) => sheets.Erase(SheetId.Parse(head.PartitionKey), person, token), cancellationToken);
        count += await Unconfirmed(person, cancellationToken);
        count += await Owed(person, cancellationToken);
        count += await begun.Clean(person.LeftOf, cancellationToken);
        count += await Clear(_imports, person, "SubmittedBy", cancellationToken);
        foreach (var region in reference.Regions)
        {
            count += await regions.RemoveValidator(region.Code, person.Is, cancellationToken) ? 1 : 0;
            count += await AtOnce.Sum(
                (await drafts.Of(region.Code, cancellationToken)).ToAsyncEnumerable(),
                async (draft, token) => (await Clean(draft, person, token) ? 1 : 0) + await sheets.Names(DraftFiles.SheetOf(draft), person, token),
                cancellationToken);
        }

        count += await access.Read(person.Email, cancellationToken) is null ? 0 : 1;
        await access.Remove(person.Email, cancellationToken);
        return count;
    }

    /// <summary>Rows <c>u|{person}|…</c>, <c>c|{person}</c> and <c>f|{day}|{colleague}</c> of letters, which are named after the address.</summary>
    private async Task<int> Unconfirmed(ForgottenPerson person, CancellationToken cancellationToken)
    {
        var digest = UnconfirmedAnswers.PersonOf(person.Email);
        var colleague = passing.KeysOf(person.Email);
        var (from, to, code) = ($"u|{digest}|", $"u|{digest}}}", $"c|{digest}");

        // The rows of one respondent, a few, and every letter passed on, some hundreds, out of all rows of all mail.
        var filter = TableClient.CreateQueryFilter($"(RowKey ge {from} and RowKey lt {to}) or RowKey eq {code} or (RowKey ge {"f|"} and RowKey lt {"f}"})");
        var count = 0;
        await foreach (var row in _mails.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            if (row.RowKey.StartsWith("f|", StringComparison.Ordinal) && !colleague.Contains(row.RowKey[(row.RowKey.LastIndexOf('|') + 1)..], StringComparer.Ordinal))
            {
                continue;
            }

            await _mails.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
            count++;
        }

        return count;
    }

    /// <summary>Rows <c>o|</c>: mail to the person that has not left, or was refused for good and could be sent again.</summary>
    private async Task<int> Owed(ForgottenPerson person, CancellationToken cancellationToken)
    {
        // What has not left: some dozens out of all rows of all mail.
        var filter = TableClient.CreateQueryFilter($"RowKey ge {"o|"} and RowKey lt {"o}"}");
        var count = 0;
        await foreach (var row in _mails.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (row.GetText("Payload") is { } payload && person.Holds(payload))
            {
                await _mails.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
                count++;
            }
        }

        return count;
    }

    /// <summary>Saved anew without the person; whoever works on it at this moment has to load it again.</summary>
    private async Task<bool> Clean(Draft draft, ForgottenPerson person, CancellationToken cancellationToken)
    {
        for (var seen = draft; seen is not null; seen = await drafts.Find(seen.Region, seen.Id, cancellationToken))
        {
            var left = person.LeftOf(seen);
            if (left == seen)
            {
                return false;
            }

            if (await drafts.Replace(seen, left))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A column that holds the address, in a table of some dozens or hundreds of rows.</summary>
    private static async Task<int> Clear(TableClient table, ForgottenPerson person, string column, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var row in table.QueryAsync<TableEntity>(select: ["PartitionKey", "RowKey", column], cancellationToken: cancellationToken))
        {
            if (person.Is(row.GetString(column)))
            {
                count += await table.TryMerge(new TableEntity(row.PartitionKey, row.RowKey) { [column] = "" }, cancellationToken) ? 1 : 0;
            }
        }

        return count;
    }
}
