using System.Globalization;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Sheets;

/// <summary>What a fingerprint proves: version <paramref name="Number"/> of a sheet, or answer <paramref name="Number"/> to it.</summary>
internal sealed record ReceiptPointer(SheetId Sheet, ReceiptKind Kind, int Number);

internal enum ReceiptKind
{
    Sheet,
    Answer,
}

/// <summary>
/// Table <c>Receipts</c>: fingerprint -> where to look. Written before the commit it points to; a pointer to something that was never
/// committed proves nothing, because whoever follows it compares the fingerprint again.
/// </summary>
public sealed class Receipts(StorageClients storage)
{
    private readonly TableClient _receipts = storage.Table(StorageNames.Receipts);

    internal Task Point(string sha256, ReceiptPointer pointer, CancellationToken cancellationToken) =>
        _receipts.UpsertEntityAsync(new TableEntity(sha256, RowKeyOf(pointer)), TableUpdateMode.Replace, cancellationToken);

    /// <summary>Removes a pointer to what was not committed.</summary>
    internal Task Withdraw(string sha256, ReceiptPointer pointer, CancellationToken cancellationToken) =>
        _receipts.DeleteEntityAsync(sha256, RowKeyOf(pointer), ETag.All, cancellationToken);

    internal async Task<IReadOnlyList<ReceiptPointer>> Find(string sha256, CancellationToken cancellationToken)
    {
        var pointers = new List<ReceiptPointer>();
        await foreach (var row in _receipts.RowsOf(sha256, cancellationToken))
        {
            var parts = row.RowKey.Split('|');
            pointers.Add(new ReceiptPointer(SheetId.Parse(parts[0]), Enum.Parse<ReceiptKind>(parts[1]), int.Parse(parts[2], CultureInfo.InvariantCulture)));
        }

        return pointers;
    }

    private static string RowKeyOf(ReceiptPointer pointer) => FormattableString.Invariant($"{pointer.Sheet}|{pointer.Kind}|{pointer.Number}");
}
