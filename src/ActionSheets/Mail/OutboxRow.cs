using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure.Data.Tables;

namespace ActionSheets.Mail;

/// <summary>Mail that is owed, committed together with what it is about and deleted together with the mark that it left.</summary>
/// <param name="Payload">What the composer needs and cannot read elsewhere; may hold an address, and goes with the row.</param>
internal sealed record OutboxRow(MailBatch Batch, DateTimeOffset CreatedAt, string Payload = "")
{
    public static OutboxRow FromEntity(MailBatch batch, TableEntity row) =>
        new(batch, Instant.Parse(row.GetString("CreatedAt")), row.GetText("Payload") ?? "");

    public TableEntity ToEntity()
    {
        var row = new TableEntity(Batch.Owner, Batch.OutboxRowKey) { ["CreatedAt"] = Instant.Text(CreatedAt) };
        row.SetText("Payload", Payload);
        return row;
    }
}
