using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Storage;

internal static class TableRows
{
    /// <summary>All rows of a partition. The filter is text: an expression would be compiled anew at every call.</summary>
    public static AsyncPageable<TableEntity> RowsOf(this TableClient table, string partition, CancellationToken cancellationToken) =>
        table.RowsOf(partition, null, cancellationToken);

    /// <summary>Some columns of all rows of a partition.</summary>
    public static AsyncPageable<TableEntity> RowsOf(this TableClient table, string partition, IEnumerable<string>? columns, CancellationToken cancellationToken) =>
        table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), select: columns, cancellationToken: cancellationToken);

    /// <summary>The row of this key; null when there is none.</summary>
    public static async Task<TableEntity?> Find(this TableClient table, string partition, string row, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Changes some columns of a row, whatever else has changed in it; false when there is no such row, and then none is made.</summary>
    public static async Task<bool> TryMerge(this TableClient table, TableEntity change, CancellationToken cancellationToken)
    {
        try
        {
            await table.UpdateEntityAsync(change, ETag.All, TableUpdateMode.Merge, cancellationToken);
            return true;
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.NotFound)
        {
            return false;
        }
    }
}
