using ActionSheets.Registers;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues.Models;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace Benchmarks.Bare;

/// <summary>
/// What sending the letters of a sheet costs: each row that must be known is read once, each row that must change is written once, each letter
/// posted once. No rendering, no link, no state machine, no fold, no hash.
/// </summary>
internal sealed class BareNotify(BareTables tables, Memory memory, SendGridClient provider)
{
    public async Task RunAsync(QueueMessage message)
    {
        var id = IdOf(message);
        var (before, after) = (await ReadAsync(id, "head"), memory.Of(BareId.SampleOf(id), Memory.Notified));
        await ReadAsync(id, "o|letters|v1");
        await ReadAsync(id, "v|0001");
        foreach (var letter in after.Letters)
        {
            await SendAsync(letter, id);
        }

        await tables.Sheets.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpdateReplace, BareIndex.Head(after, before), before.ETag),
            .. after.JournalFrom(2).Select(row => new TableTransactionAction(TableTransactionActionType.Add, SeenSheet.Copy(row, id, row.RowKey))),
            new(TableTransactionActionType.Delete, new TableEntity(id, "o|letters|v1"), ETag.All),
        ]);
        await BareIndex.UpdateAsync(tables.Index, after, before);
        await tables.Due.DeleteEntityAsync("mail", $"letters:{id}:v1", ETag.All);
        await tables.Mail.DeleteMessageAsync(message.MessageId, message.PopReceipt);
    }

    /// <summary>Receive, post, delete, and nothing that would survive a crash.</summary>
    public async Task RunStrictAsync(QueueMessage message)
    {
        var id = IdOf(message);
        foreach (var letter in memory.Of(BareId.SampleOf(id), Memory.Notified).Letters)
        {
            await PostAsync(letter, id);
        }

        await tables.Mail.DeleteMessageAsync(message.MessageId, message.PopReceipt);
    }

    private static string IdOf(QueueMessage message) => message.Body.ToString().Split(':')[2];

    private async Task<TableEntity> ReadAsync(string id, string key) => await tables.Sheets.GetEntityAsync<TableEntity>(id, key);

    private async Task SendAsync(SeenLetter letter, string id)
    {
        await tables.Desks.GetEntityAsync<TableEntity>(letter.Operator, DeskRegister.AllRegions);
        var mail = SeenSheet.Copy(letter.Row, $"{id}.v1.{letter.Operator}", letter.Row.RowKey);
        var marked = await tables.Mails.AddEntityAsync(mail);
        await PostAsync(letter, id);
        await tables.Mails.UpdateEntityAsync(mail, marked.Headers.ETag!.Value, TableUpdateMode.Replace);
    }

    private async Task PostAsync(SeenLetter letter, string id)
    {
        var message = new SendGridMessage
        {
            From = new EmailAddress(letter.Mail.From),
            Subject = letter.Mail.Subject,
            PlainTextContent = letter.Mail.Text,
            HtmlContent = letter.Mail.Html,
        };
        message.AddTo(new EmailAddress(letter.Mail.To[0]));
        message.AddCustomArg("oid", $"{id}.v1.{letter.Operator}");
        var answer = await provider.SendEmailAsync(message);
        if (!answer.IsSuccessStatusCode)
        {
            throw new BenchmarkException($"The stand-in answered {answer.StatusCode}.");
        }
    }
}
