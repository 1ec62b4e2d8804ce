using System.Globalization;
using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure.Data.Tables;

namespace ActionSheets.Nights;

/// <summary>Table <c>Downloads</c>: who took which file and when, one partition a month; only ever appended to.</summary>
public sealed class NightDownloads(StorageClients storage, TimeProvider clock)
{
    private readonly TableClient _downloads = storage.CommitTable(StorageNames.Downloads);

    /// <param name="actor">Role and scope, never the person.</param>
    internal Task Note(DateOnly night, string file, string actor)
    {
        var at = Instant.NowOn(clock);
        var row = new TableEntity(
            ParisDay.Of(at).ToString("yyyy-MM", CultureInfo.InvariantCulture), FormattableString.Invariant($"{at.UtcTicks:D19}|{Guid.NewGuid():N}"))
        {
            ["Night"] = NightDate.Text(night),
            ["File"] = file,
            ["At"] = Instant.Text(at),
            ["Actor"] = actor,
        };
        return _downloads.AddEntityAsync(row);
    }
}
