using Azure.Data.Tables;

namespace Benchmarks.Bare;

/// <summary>The lists of the baseline. The product finds a sheet's line by the time in its head; here the head carries the key itself.</summary>
internal static class BareIndex
{
    private const string KeyProperty = "IndexKey";

    public static string NewKey(string id) =>
        FormattableString.Invariant($"{DateTimeOffset.MaxValue.UtcTicks - TimeProvider.System.GetUtcNow().UtcTicks:D19}|{id}");

    public static TableEntity Note(TableEntity head, string key)
    {
        head[KeyProperty] = key;
        return head;
    }

    /// <summary>The head as the product would leave it, for the sheet of <paramref name="before"/>.</summary>
    public static TableEntity Head(SeenSheet after, TableEntity before) =>
        Note(SeenSheet.Copy(after.Row("head"), before.PartitionKey, "head"), before.GetString(KeyProperty));

    /// <summary>A line must not fall back behind its sheet, so the product looks before it replaces one; so does this.</summary>
    public static async Task UpdateAsync(TableClient index, SeenSheet after, TableEntity head)
    {
        foreach (var row in after.Index)
        {
            var key = head.GetString(KeyProperty);
            var stands = await index.GetEntityAsync<TableEntity>(row.PartitionKey, key, ["JournalLength"]);
            await index.UpdateEntityAsync(SeenSheet.Copy(row, row.PartitionKey, key), stands.Value.ETag, TableUpdateMode.Replace);
        }
    }
}
