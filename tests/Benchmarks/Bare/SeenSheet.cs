using System.Globalization;
using ActionSheets.Storage;
using Azure.Data.Tables;
using LocalHost.Mail;

namespace Benchmarks.Bare;

/// <summary>A letter the product has sent, with the row that traces it.</summary>
internal sealed record SeenLetter(CapturedMail Mail, TableEntity Row, string Operator);

/// <summary>
/// All rows the product has written for one sheet, as they stood at a moment. The baseline writes copies of them under keys of its own: the
/// same rows of the same size, whatever the product will write next year.
/// </summary>
internal sealed record SeenSheet(string Id, IReadOnlyList<TableEntity> Rows, IReadOnlyList<TableEntity> Index, IReadOnlyList<SeenLetter> Letters)
{
    public static async Task<SeenSheet> ReadAsync(StorageClients storage, string id, IReadOnlyList<CapturedMail> mails)
    {
        var rows = await storage.Table(StorageNames.Sheets).RowsOf(id, CancellationToken.None).ToListAsync();
        var index = await storage.Table(StorageNames.SheetIndex).QueryAsync<TableEntity>().ToListAsync();
        var letters = new List<SeenLetter>();
        foreach (var mail in mails.Where(mail => mail.CustomArgs["oid"].StartsWith(id + ".v1.", StringComparison.Ordinal)))
        {
            var key = mail.CustomArgs["oid"];
            var row = await storage.Table(StorageNames.Mails).GetEntityAsync<TableEntity>(key, "mail");
            letters.Add(new SeenLetter(mail, row.Value, key[(key.LastIndexOf('.') + 1)..]));
        }

        return new SeenSheet(id, rows, [.. index.Where(row => row.RowKey.EndsWith(id, StringComparison.Ordinal))], letters);
    }

    /// <summary>The row whose key begins so.</summary>
    public TableEntity Row(string key) => Rows.Single(row => row.RowKey.StartsWith(key, StringComparison.Ordinal));

    /// <summary>The journal from this number on.</summary>
    public IEnumerable<TableEntity> JournalFrom(int number) =>
        Rows.Where(row => row.RowKey.StartsWith("j|", StringComparison.Ordinal) && int.Parse(row.RowKey.AsSpan(2), CultureInfo.InvariantCulture) >= number);

    public static TableEntity Copy(TableEntity row, string partition, string key)
    {
        var copy = new TableEntity(partition, key);
        foreach (var (name, value) in row)
        {
            if (name is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag"))
            {
                copy[name] = value;
            }
        }

        return copy;
    }
}
