using System.Globalization;
using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure.Data.Tables;

namespace ActionSheets.Nights;

/// <summary>A published night. <paramref name="Sha256"/> is over the bytes of its manifest.</summary>
internal sealed record PublishedNight(DateOnly Night, DateTimeOffset MadeAt, DateTimeOffset CheckedAt, string Sha256, int Files);

/// <summary>Table <c>Nights</c>: a night is published when its row is there, and only then.</summary>
public sealed class NightRegister(StorageClients storage)
{
    private const string Partition = "nights";

    private readonly TableClient _nights = storage.CommitTable(StorageNames.Nights);

    /// <summary>Newest first.</summary>
    internal async IAsyncEnumerable<PublishedNight> All([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _nights.QueryAsync<TableEntity>(row => row.PartitionKey == Partition, cancellationToken: cancellationToken))
        {
            yield return FromEntity(row);
        }
    }

    internal async Task<PublishedNight?> Latest(CancellationToken cancellationToken)
    {
        await foreach (var night in All(cancellationToken))
        {
            return night;
        }

        return null;
    }

    internal async Task<PublishedNight?> Find(DateOnly night, CancellationToken cancellationToken)
    {
        var row = await _nights.GetEntityIfExistsAsync<TableEntity>(Partition, RowKeyOf(night), cancellationToken: cancellationToken);
        return row.HasValue ? FromEntity(row.Value!) : null;
    }

    internal Task Publish(PublishedNight night) => _nights.UpsertEntityAsync(
        new TableEntity(Partition, RowKeyOf(night.Night))
        {
            ["Night"] = night.Night.ToString("O", CultureInfo.InvariantCulture),
            ["MadeAt"] = Instant.Text(night.MadeAt),
            ["CheckedAt"] = Instant.Text(night.CheckedAt),
            ["Sha256"] = night.Sha256,
            ["Files"] = night.Files,
        },
        TableUpdateMode.Replace);

    /// <summary>Days counted down, so that the newest stands first.</summary>
    private static string RowKeyOf(DateOnly night) => (DateOnly.MaxValue.DayNumber - night.DayNumber).ToString("D8", CultureInfo.InvariantCulture);

    private static PublishedNight FromEntity(TableEntity row) => new(
        DateOnly.ParseExact(row.GetString("Night"), "O", CultureInfo.InvariantCulture),
        Instant.Parse(row.GetString("MadeAt")),
        Instant.Parse(row.GetString("CheckedAt")),
        row.GetString("Sha256"),
        row.GetInt32("Files")!.Value);
}
