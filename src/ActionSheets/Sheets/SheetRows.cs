using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure.Data.Tables;

namespace ActionSheets.Sheets;

/// <summary>The rows of one sheet's partition. See docs/architecture.md for the list.</summary>
internal static class SheetRows
{
    public const string Head = "head";
    public const string JournalFrom = "j|";
    public const string JournalTo = "j}";

    /// <summary>What a fold needs of an entry: not who acted, no personal data, no hashes.</summary>
    public static readonly IReadOnlyList<string> FoldColumns = ["PartitionKey", "RowKey", "At", "Type", "Data"];

    public static string JournalKey(int number) => FormattableString.Invariant($"j|{number:D6}");

    public static string VersionKey(int version, int part) =>
        part == 0 ? FormattableString.Invariant($"v|{version:D4}") : FormattableString.Invariant($"v|{version:D4}|{part}");

    public static TableEntity OfHead(SheetId id, Sheet sheet, string writeId)
    {
        var row = new TableEntity(id.Value, Head) { ["WriteId"] = writeId, ["JournalLength"] = sheet.JournalLength };
        row.SetText("State", JsonSerializer.SerializeToUtf8Bytes(sheet, SheetJsonContext.Default.Sheet));
        return row;
    }

    public static Sheet ToSheet(TableEntity row) =>
        JsonSerializer.Deserialize(row.GetBytes("State"), SheetJsonContext.Default.Sheet)
        ?? throw new InvalidOperationException("A head row without state.");

    /// <summary>The body as sent; one row, or two when it would not fit the mebibyte of one entity.</summary>
    public static IEnumerable<TableEntity> OfBody(SheetId id, int version, ReadOnlyMemory<byte> body)
    {
        for (var (offset, part) = (0, 0); offset < body.Length || part == 0; offset += EntityText.MaxBytes, part++)
        {
            var row = new TableEntity(id.Value, VersionKey(version, part));
            row.SetText("Body", body.Span[offset..Math.Min(offset + EntityText.MaxBytes, body.Length)]);
            row["Parts"] = (body.Length + EntityText.MaxBytes - 1) / EntityText.MaxBytes;
            yield return row;
        }
    }

    public static TableEntity OfJournal(SheetId id, JournalEntry entry)
    {
        var row = new TableEntity(id.Value, JournalKey(entry.Number))
        {
            ["At"] = Instant.Text(entry.At),
            ["Actor"] = entry.Actor,
            ["Type"] = entry.Type,
            ["PreviousHash"] = entry.PreviousHash,
            ["Hash"] = entry.Hash,
        };
        row.SetText("Data", entry.DataJson);
        if (entry.Private is not null)
        {
            row.SetText("Private", JsonSerializer.SerializeToUtf8Bytes(entry.Private, SheetJsonContext.Default.PrivateData));
            row["PrivateSalt"] = entry.PrivateSalt;
        }

        return row;
    }

    public static JournalEntry ToJournalEntry(TableEntity row) => JournalEntry.Restore(
        NumberOf(row),
        Instant.Parse(row.GetString("At")),
        row.GetString("Actor"),
        row.GetString("Type"),
        row.GetText("Data")!,
        row.GetText("Private"),
        row.GetString("PrivateSalt"),
        row.GetString("PreviousHash"),
        row.GetString("Hash"));

    /// <summary>Whether a row read by <see cref="FoldColumns"/> has more data than fits the first property.</summary>
    public static bool IsCut(TableEntity row) => EntityText.MayGoOn(row.GetBinary("Data"));

    /// <summary>An entry to fold, without what proves it.</summary>
    public static JournalEntry ToFoldedEntry(TableEntity row) => JournalEntry.Restore(
        NumberOf(row), Instant.Parse(row.GetString("At")), "", row.GetString("Type"), row.GetText("Data")!, null, null, "", "");

    private static int NumberOf(TableEntity row) => int.Parse(row.RowKey.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture);
}
