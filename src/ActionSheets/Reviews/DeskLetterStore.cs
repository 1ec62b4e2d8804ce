using System.Collections.Immutable;
using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Reviews;

/// <summary>One sheet of a letter of a desk, and which of its requests the letter is about.</summary>
internal sealed record DeskLetterItem(SheetId Sheet, ImmutableArray<string> Requests)
{
    public static DeskLetterItem Parse(string line)
    {
        var words = line.Split(' ');
        return new DeskLetterItem(SheetId.Parse(words[0]), [.. words[1..]]);
    }

    public override string ToString() => $"{Sheet} {string.Join(' ', Requests)}";
}

/// <summary>What a letter of a desk is about, fixed when it was decided.</summary>
internal sealed record DeskLetterList(DeskLetterId Id, DateTimeOffset DecidedAt, ImmutableArray<DeskLetterItem> Items);

/// <summary>Letters of desks: row <c>letter</c> of the mail's partition, with the outbox row that says it has not left.</summary>
public sealed class DeskLetterStore(StorageClients storage)
{
    private const string RowKey = "letter";

    private readonly TableClient _reads = storage.Table(StorageNames.Mails);
    private readonly TableClient _commits = storage.CommitTable(StorageNames.Mails);

    internal static MailBatch BatchOf(DeskLetterId id) => new(MailKind.Desk, id.ToString(), "letter");

    internal async Task<DeskLetterList?> Find(DeskLetterId id, CancellationToken cancellationToken) =>
        await _reads.Find(id.ToString(), RowKey, cancellationToken) is { } row
            ? new DeskLetterList(id, Instant.Parse(row.GetString("DecidedAt")), [.. row.GetText("Items")!.Split('\n').Select(DeskLetterItem.Parse)])
            : null;

    /// <summary>False when this letter was decided before: what it holds stands.</summary>
    internal async Task<bool> Add(DeskLetterList letter)
    {
        var row = new TableEntity(letter.Id.ToString(), RowKey) { ["DecidedAt"] = Instant.Text(letter.DecidedAt) };
        row.SetText("Items", string.Join('\n', letter.Items));
        try
        {
            await _commits.SubmitTransactionAsync(
            [
                new TableTransactionAction(TableTransactionActionType.Add, row),
                new TableTransactionAction(TableTransactionActionType.Add, new OutboxRow(BatchOf(letter.Id), letter.DecidedAt).ToEntity()),
            ]);
            return true;
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.Conflict)
        {
            return false;
        }
    }
}
