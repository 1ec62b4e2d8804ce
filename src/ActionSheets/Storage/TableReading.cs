using Azure.Data.Tables;

namespace ActionSheets.Storage;

internal static class TableReading
{
    /// <summary>The row of this key; null when there is none.</summary>
    public static async Task<TableEntity?> Find(this TableClient table, string partition, string row, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }
}
