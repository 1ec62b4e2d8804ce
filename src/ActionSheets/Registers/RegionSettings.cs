using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Registers;

/// <summary>What a Region has set for itself.</summary>
/// <param name="Region">INSEE code.</param>
/// <param name="CommitteeOn">Paris day of its next regional steering committee.</param>
/// <param name="Validator">Address of who signs a sheet before it is submitted; null where nobody does.</param>
/// <param name="ValidatesApi">Whether the validator is also asked about drafts submitted by a system.</param>
internal sealed record RegionSettings(string Region, DateOnly? CommitteeOn = null, string? Validator = null, bool ValidatesApi = false)
{
    /// <summary>Addresses stay out of logs.</summary>
    public override string ToString() => Region;
}

/// <summary>Table <c>Regions</c>: one row a Region that has set something.</summary>
public sealed class RegionRegister(StorageClients storage)
{
    private const string Row = "settings";

    private readonly TableClient _regions = storage.Table(StorageNames.Regions);

    internal async Task<RegionSettings> Find(string region, CancellationToken cancellationToken) =>
        await _regions.Find(region, Row, cancellationToken) is { } row ? FromEntity(row) : new RegionSettings(region);

    internal Task Write(RegionSettings settings, CancellationToken cancellationToken) =>
        _regions.UpsertEntityAsync(ToEntity(settings), TableUpdateMode.Replace, cancellationToken);

    /// <summary>Nobody signs any more where this person did; false where nobody or somebody else does.</summary>
    internal async Task<bool> RemoveValidator(string region, Func<string, bool> isValidator, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await _regions.Find(region, Row, cancellationToken) is not { } row || FromEntity(row) is not { Validator: { } validator } settings || !isValidator(validator))
            {
                return false;
            }

            try
            {
                await _regions.UpdateEntityAsync(ToEntity(settings with { Validator = null }), row.ETag, TableUpdateMode.Replace, cancellationToken);
                return true;
            }
            catch (RequestFailedException failed) when (failed.Status == StorageFault.PreconditionFailed)
            {
                // The settings have changed meanwhile.
            }
        }
    }

    private static RegionSettings FromEntity(TableEntity row) => new(
        row.PartitionKey,
        row.GetString("CommitteeOn") is { } day ? IsoDay.Parse(day) : null,
        row.GetString("Validator") is { Length: > 0 } validator ? validator : null, // "" was what an erasure once left.
        row.GetBoolean("ValidatesApi") == true);

    private static TableEntity ToEntity(RegionSettings settings) => new(settings.Region, Row)
    {
        ["CommitteeOn"] = settings.CommitteeOn?.Iso(),
        ["Validator"] = settings.Validator,
        ["ValidatesApi"] = settings.ValidatesApi,
    };
}
