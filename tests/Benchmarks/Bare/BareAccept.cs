using System.Globalization;
using Azure.Data.Tables;
using Benchmarks.Loads;
using Microsoft.AspNetCore.Http;

namespace Benchmarks.Bare;

/// <summary>What accepting a sheet costs in storage, and nothing else: no identity, no reading, no rules, no number, no hash.</summary>
internal sealed class BareAccept(BareTables tables, Memory memory)
{
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    public async Task RunAsync(HttpContext context)
    {
        var sample = int.Parse(context.Request.Headers[Posting.SampleHeader].ToString(), CultureInfo.InvariantCulture);
        var body = new byte[(int)context.Request.ContentLength!];
        await context.Request.Body.ReadExactlyAsync(body, context.RequestAborted);

        var seen = memory.Of(sample, Memory.Accepted);
        var id = BareId.Next(seen.Id[..2], sample);
        await StoreAsync(seen, id, body);

        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        context.Response.Headers.Location = $"/api/action-sheets/{id}";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>The promise and the receipt, then one transaction, then the lists, then the doorbell: the product's own order.</summary>
    internal async Task StoreAsync(SeenSheet seen, string id, byte[] body)
    {
        var (batch, indexKey) = ($"letters:{id}:v1", BareIndex.NewKey(id));
        await Task.WhenAll(
            tables.Due.UpsertEntityAsync(Promise(batch), TableUpdateMode.Replace),
            tables.Receipts.UpsertEntityAsync(new TableEntity(BareId.Fingerprint(), $"{id}|Sheet|1"), TableUpdateMode.Replace));
        await tables.Sheets.SubmitTransactionAsync(seen.Rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, SheetRow(row, id, body, indexKey))));
        foreach (var row in seen.Index)
        {
            await tables.Index.AddEntityAsync(SeenSheet.Copy(row, row.PartitionKey, indexKey));
        }

        await tables.Mail.SendMessageAsync($$"""{"batch":"{{batch}}"}""", TimeSpan.Zero, Forever);
    }

    internal static TableEntity Promise(string batch)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new TableEntity("mail", batch) { ["MadeAt"] = now, ["DueAt"] = now };
    }

    private static TableEntity SheetRow(TableEntity row, string id, byte[] body, string indexKey)
    {
        var copy = SeenSheet.Copy(row, id, row.RowKey.StartsWith("k|", StringComparison.Ordinal) ? $"k|{Guid.NewGuid():D}" : row.RowKey);
        if (copy.ContainsKey("Body"))
        {
            copy["Body"] = body;
        }

        return row.RowKey == "head" ? BareIndex.Note(copy, indexKey) : copy;
    }
}
