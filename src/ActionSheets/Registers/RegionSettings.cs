using ActionSheets.Storage;
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

    internal async Task<RegionSettings> Find(string region, CancellationToken cancellationToken)
    {
        var row = await _regions.GetEntityIfExistsAsync<TableEntity>(region, Row, cancellationToken: cancellationToken);
        return row.HasValue ? FromEntity(row.Value!) : new RegionSettings(region);
    }

    internal Task Write(RegionSettings settings, CancellationToken cancellationToken) =>
        _regions.UpsertEntityAsync(ToEntity(settings), TableUpdateMode.Replace, cancellationToken);

    /// <summary>Nobody signs any more where this person did; false where nobody or somebody else does. Throws when the settings change meanwhile.</summary>
    internal async Task<bool> RemoveValidator(string region, Func<string, bool> isValidator, CancellationToken cancellationToken)
    {
        var row = await _regions.GetEntityIfExistsAsync<TableEntity>(region, Row, cancellationToken: cancellationToken);
        if (!row.HasValue || FromEntity(row.Value!) is not { Validator: { } validator } settings || !isValidator(validator))
        {
            return false;
        }

        await _regions.UpdateEntityAsync(ToEntity(settings with { Validator = null }), row.Value!.ETag, TableUpdateMode.Replace, cancellationToken);
        return true;
    }

    private static RegionSettings FromEntity(TableEntity row) => new(
        row.PartitionKey,
        row.GetString("CommitteeOn") is { } day ? DateOnly.ParseExact(day, "O", System.Globalization.CultureInfo.InvariantCulture) : null,
        row.GetString("Validator"),
        row.GetBoolean("ValidatesApi") == true);

    private static TableEntity ToEntity(RegionSettings settings) => new(settings.Region, Row)
    {
        ["CommitteeOn"] = settings.CommitteeOn?.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        ["Validator"] = settings.Validator,
        ["ValidatesApi"] = settings.ValidatesApi,
    };
}
