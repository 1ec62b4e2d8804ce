using ActionSheets.Registers;
using Azure.Data.Tables;
using Benchmarks.Loads;
using Microsoft.AspNetCore.Http;

namespace Benchmarks.Bare;

/// <summary>What recording an answer costs: the sheet and the desk are read once, and each row that must change is written once.</summary>
internal sealed class BareAnswer(BareTables tables, Memory memory)
{
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    public async Task RunAsync(HttpContext context)
    {
        var id = context.Request.Headers[Posting.SheetHeader].ToString();
        var body = new byte[(int)context.Request.ContentLength!];
        await context.Request.Body.ReadExactlyAsync(body, context.RequestAborted);

        var sample = BareId.SampleOf(id);
        await RecordAsync(id, memory.Of(sample, Memory.Answered), SampleSheets.FirstOperator(sample)!);

        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private async Task RecordAsync(string id, SeenSheet after, string asked)
    {
        var before = (await tables.Sheets.GetEntityAsync<TableEntity>(id, "head")).Value;
        await tables.Desks.GetEntityAsync<TableEntity>(asked, DeskRegister.AllRegions);

        var batch = $"answers:{id}:a1";
        await Task.WhenAll(
            tables.Receipts.UpsertEntityAsync(new TableEntity(BareId.Fingerprint(), $"{id}|Answer|1"), TableUpdateMode.Replace),
            tables.Due.UpsertEntityAsync(BareAccept.Promise(batch), TableUpdateMode.Replace));
        var owed = after.Row("o|answers|");
        await tables.Sheets.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpdateReplace, BareIndex.Head(after, before), before.ETag),
            .. after.JournalFrom(2).Select(row => new TableTransactionAction(TableTransactionActionType.Add, SeenSheet.Copy(row, id, row.RowKey))),
            new(TableTransactionActionType.Add, SeenSheet.Copy(owed, id, owed.RowKey)),
        ]);
        await tables.Mail.SendMessageAsync($$"""{"batch":"{{batch}}"}""", TimeSpan.Zero, Forever);
        await BareIndex.UpdateAsync(tables.Index, after, before);
    }
}
