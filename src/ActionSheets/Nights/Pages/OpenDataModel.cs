using ActionSheets.Reference;

namespace ActionSheets.Nights.Pages;

/// <summary>What the page of the public data shows of the latest published night.</summary>
public sealed record OpenDataModel(string AsOf, IReadOnlyList<OpenDataFile> Files)
{
    internal static OpenDataModel Of(PublishedNight night) => new(
        French.Day(night.Night),
        [
            .. night.Files
                .Where(file => file.Name.StartsWith(OpenData.Folder, StringComparison.Ordinal))
                .Select(file => OpenDataFile.Of(file.Name[OpenData.Folder.Length..], file)),
        ]);
}

/// <summary>One public file; <paramref name="Size"/> in words.</summary>
public sealed record OpenDataFile(string Name, string Title, string Format, int Rows, string Size, string Sha256)
{
    internal static OpenDataFile Of(string name, NightEntry entry) => new(
        name,
        name == OpenData.SchemaFile ? "Schéma" : OpenDataSchema.TitleOf(name),
        Path.GetExtension(name) == ".csv" ? "CSV" : "JSON",
        entry.Rows,
        French.Count(entry.Bytes, "octet", "octets"),
        entry.Sha256);
}
