using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure.Data.Tables;

namespace ActionSheets.Sheets;

/// <summary>
/// What became of one idempotency key: the row that makes a second submission meet the first. A rejected one exists only for sheets that
/// came by queue, whose sender has no response to read.
/// </summary>
/// <param name="Fingerprint">SHA-256 of the canonical form of the body as sent.</param>
/// <param name="JournalLength">Length of the journal when this was recorded: the first answer is the fold up to there.</param>
/// <param name="Errors">Faults by path; null when accepted.</param>
internal sealed record SubmissionRecord(
    Guid Key,
    string Fingerprint,
    DateTimeOffset At,
    string WriteId,
    string? Reference = null,
    int Version = 0,
    int JournalLength = 0,
    IReadOnlyDictionary<string, string[]>? Errors = null)
{
    public bool IsAccepted => Errors is null;

    public static string RowKeyOf(Guid key) => $"k|{key:D}";

    public static SubmissionRecord FromEntity(TableEntity row) => new(
        Guid.ParseExact(row.RowKey[2..], "D"),
        row.GetString("Fingerprint"),
        Instant.Parse(row.GetString("At")),
        row.GetString("WriteId"),
        row.GetString("Reference"),
        row.GetInt32("Version") ?? 0,
        row.GetInt32("JournalLength") ?? 0,
        row.GetText("Errors") is { } errors ? JsonSerializer.Deserialize<Dictionary<string, string[]>>(errors) : null);

    public TableEntity ToEntity(SheetId sheet)
    {
        var row = new TableEntity(sheet.Value, RowKeyOf(Key))
        {
            ["Fingerprint"] = Fingerprint,
            ["At"] = Instant.Text(At),
            ["WriteId"] = WriteId,
            ["Reference"] = Reference,
            ["Version"] = Version,
            ["JournalLength"] = JournalLength,
        };
        if (Errors is not null)
        {
            row.SetText("Errors", JsonSerializer.SerializeToUtf8Bytes(Errors));
        }

        return row;
    }
}
