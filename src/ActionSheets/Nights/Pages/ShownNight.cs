namespace ActionSheets.Nights.Pages;

/// <summary>One night of <c>/exports</c>, as far as the reader may see it.</summary>
/// <param name="Night">As in an address.</param>
/// <param name="Fingerprint">SHA-256 of its manifest.</param>
/// <param name="Changes">What changed since the night before, in words; null while that cannot be read.</param>
public sealed record ShownNight(
    string Night, string Day, string MadeAt, string CheckedAt, string Fingerprint, string? Changes, IReadOnlyList<ShownNightFile> Files)
{
    /// <summary>Where its manifest is; null for a Region, which gets its own part and not the whole.</summary>
    public string? Manifest { get; init; }
}

/// <summary>One file to download; <paramref name="Size"/> in words.</summary>
public sealed record ShownNightFile(string Name, string Path, string Size, string Rows, string Sha256);
