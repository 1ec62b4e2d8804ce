using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Reviews;

/// <summary>
/// First letters that wait for their desk's hour: partition <c>digest</c> of table <c>Due</c>, one row a sheet and operator, handed over before
/// the sheet's own promise ends and removed once the digest is marked.
/// </summary>
public sealed class Digests(StorageClients storage, SheetStore sheets, DeskRegister desks, DeskLetters letters, TimeProvider clock)
{
    private const string Partition = "digest";

    private readonly TableClient _due = storage.Table(StorageNames.Due);

    /// <param name="axis">Of the sheet: with its Region, it says which desk the hour is of.</param>
    internal Task HandOver(SheetId sheet, string axis, string operatorCode, CancellationToken cancellationToken) =>
        _due.UpsertEntityAsync(
            new TableEntity(Partition, KeyOf(sheet, operatorCode)) { ["At"] = Instant.Text(Instant.NowOn(clock)), ["Axis"] = axis }, TableUpdateMode.Replace, cancellationToken);

    internal Task Release(SheetId sheet, string operatorCode, CancellationToken cancellationToken) =>
        _due.DeleteEntityAsync(Partition, KeyOf(sheet, operatorCode), ETag.All, cancellationToken);

    /// <summary>Owes a letter to every desk whose hour has come since something was handed over to it.</summary>
    internal async Task Gather(CancellationToken cancellationToken)
    {
        var ready = new List<WaitingRequest>();
        await foreach (var row in _due.RowsOf(Partition, cancellationToken))
        {
            var (operatorCode, sheet) = Parse(row.RowKey);
            if (await desks.For(operatorCode, sheet.Region, row.GetString("Axis"), cancellationToken) is { } desk && IsHour(desk, Instant.Parse(row.GetString("At")))
                && await sheets.Find(sheet, cancellationToken) is { } stored)
            {
                var owed = stored.Sheet.Requests.Where(request => request.Operator == operatorCode && request.OwesLetter).ToList();
                ready.AddRange(owed.Select(request => new WaitingRequest(stored, request, desk)));
                if (owed.Count == 0)
                {
                    // Withdrawn, answered by another way, or marked by a run that died before it removed this row.
                    await Release(sheet, operatorCode, cancellationToken);
                }
            }
        }

        await letters.Gather(LetterPurpose.Digest, ready, cancellationToken);
    }

    /// <summary>True when the desk's hour struck after this moment; a desk that gave its hour up waits no more.</summary>
    private bool IsHour(Desk desk, DateTimeOffset handedOver)
    {
        if (desk.DigestHour is not { } hour)
        {
            return true;
        }

        var today = ParisDay.Of(clock.GetUtcNow());
        var latest = ParisDay.At(today, hour);
        latest = latest <= clock.GetUtcNow() ? latest : ParisDay.At(today.AddDays(-1), hour);
        return handedOver <= latest;
    }

    private static string KeyOf(SheetId sheet, string operatorCode) => $"{operatorCode}|{sheet}";

    private static (string Operator, SheetId Sheet) Parse(string key) => key.Split('|') is [var operatorCode, var sheet] ? (operatorCode, SheetId.Parse(sheet)) : throw new FormatException("Not a row of ours.");
}
