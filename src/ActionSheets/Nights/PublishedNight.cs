using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Storage;
using ActionSheets.Web;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Nights;

/// <summary>One file of a night. <paramref name="Rows"/>: records in it, the heading not counted; a JSON document is one.</summary>
internal sealed record NightEntry(string Name, string Sha256, long Bytes, int Rows);

/// <summary>The night before, as a manifest names it: <paramref name="Sha256"/> is over the bytes of its manifest.</summary>
internal sealed record PreviousNight(DateOnly Night, string Sha256);

/// <summary>A published night of the chain, as far as its links go.</summary>
internal sealed record ChainedNight(DateOnly Night, string Sha256, PreviousNight? Previous)
{
    /// <summary>As the manifest of the next night names it.</summary>
    public PreviousNight AsPrevious() => new(Night, Sha256);
}

/// <summary>A published night: its row in the register, which holds what its manifest says of the files.</summary>
internal sealed record PublishedNight
{
    public required DateOnly Night { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>When it was last made again with the same result.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>Over the bytes of its manifest.</summary>
    public required string Sha256 { get; init; }

    public required PreviousNight? Previous { get; init; }

    /// <summary>Asked for by hand, before the first night of the chain: it links to none and none links to it.</summary>
    public required bool IsAside { get; init; }

    public required IReadOnlyList<NightEntry> Files { get; init; }

    public ETag ETag { get; init; }

    /// <summary>Whether a night made again came out the same; the code that made it does not count.</summary>
    public bool Holds(IReadOnlyList<NightEntry> files, PreviousNight? previous) => Previous == previous && Files.SequenceEqual(files);

    /// <summary>As the manifest of the next night names it.</summary>
    public PreviousNight AsPrevious() => new(Night, Sha256);

    public static PublishedNight FromEntity(TableEntity row) => new()
    {
        Night = NightDate.Parse(row.GetString("Night")),
        MadeAt = Instant.Parse(row.GetString("MadeAt")),
        CheckedAt = Instant.Parse(row.GetString("CheckedAt")),
        Sha256 = row.GetString("Sha256"),
        Previous = PreviousOf(row),
        IsAside = row.GetBoolean("IsAside")!.Value,
        Files = JsonSerializer.Deserialize<List<NightEntry>>(row.GetBytes("Files"), Wire.Json)!,
        ETag = row.ETag,
    };

    public static PreviousNight? PreviousOf(TableEntity row) =>
        row.GetString("PreviousNight") is { } night ? new PreviousNight(NightDate.Parse(night), row.GetString("PreviousSha256")) : null;

    public TableEntity ToEntity(string partition, string rowKey)
    {
        var row = new TableEntity(partition, rowKey)
        {
            ["Night"] = NightDate.Text(Night),
            ["MadeAt"] = Instant.Text(MadeAt),
            ["CheckedAt"] = Instant.Text(CheckedAt),
            ["Sha256"] = Sha256,
            ["PreviousNight"] = Previous is null ? null : NightDate.Text(Previous.Night),
            ["PreviousSha256"] = Previous?.Sha256,
            ["IsAside"] = IsAside,
        };
        row.SetText("Files", JsonSerializer.SerializeToUtf8Bytes(Files, Wire.Json));
        return row;
    }
}
