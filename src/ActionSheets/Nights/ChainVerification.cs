using System.Text.Json;
using ActionSheets.Reference;

namespace ActionSheets.Nights;

/// <summary>
/// Looks at nights that were downloaded, folder by folder as they stand in the container: every file of each manifest, and that each manifest
/// names the bytes of the one before. It trusts nothing but the bytes, so it needs no storage account.
/// </summary>
internal sealed class ChainVerification(string root)
{
    private readonly List<string> _faults = [];

    /// <summary>What is wrong, oldest night first; empty when all holds.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The nights looked at, oldest first.</summary>
    public IReadOnlyList<string> Nights { get; } =
    [
        .. Directory.EnumerateFiles(root, NightFolder.Manifest, SearchOption.AllDirectories)
            .Select(manifest => Path.GetRelativePath(root, Path.GetDirectoryName(manifest)!).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(folder => NightDate.TryParse(folder.Replace('/', '-'), out _))
            .Select(folder => folder.Replace('/', '-'))
            .Order(StringComparer.Ordinal),
    ];

    public void Run()
    {
        foreach (var night in Nights)
        {
            try
            {
                using var manifest = JsonDocument.Parse(File.ReadAllBytes(PathOf(night, NightFolder.Manifest)));
                Look(night, manifest.RootElement);
            }
            catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                _faults.Add($"{night}: {NightFolder.Manifest} is no manifest");
            }
        }
    }

    private void Look(string night, JsonElement manifest)
    {
        if (manifest.GetProperty("night").GetString() != night)
        {
            _faults.Add($"{night}: {NightFolder.Manifest} is of another night");
        }

        foreach (var file in manifest.GetProperty("files").EnumerateArray())
        {
            Compare(night, file.GetProperty("name").GetString()!, file.GetProperty("sha256").GetString()!);
        }

        foreach (var check in manifest.GetProperty("checks").EnumerateArray().Where(check => !check.GetProperty("holds").GetBoolean()))
        {
            _faults.Add($"{night}: the check '{check.GetProperty("name").GetString()}' did not hold");
        }

        if (manifest.GetProperty("previous") is { ValueKind: JsonValueKind.Object } previous)
        {
            Follow(night, previous.GetProperty("night").GetString()!, previous.GetProperty("sha256").GetString()!);
        }
    }

    /// <summary>The oldest night here may follow one that was not downloaded.</summary>
    private void Follow(string night, string previous, string sha256)
    {
        if (NightDate.TryParse(previous, out var day) && NightDate.Text(day.AddDays(1)) != night)
        {
            _faults.Add($"{night}: follows {previous}, which is not the day before");
        }
        else if (night != Nights[0] && Sha256Of(PathOf(previous, NightFolder.Manifest)) != sha256)
        {
            _faults.Add($"{night}: the manifest of {previous} is not the one this night follows");
        }
    }

    private void Compare(string night, string file, string sha256)
    {
        if (Sha256Of(PathOf(night, file)) is not { } held)
        {
            _faults.Add($"{night}: {file} is missing");
        }
        else if (held != sha256)
        {
            _faults.Add($"{night}: {file} is not what the manifest names");
        }
    }

    private string PathOf(string night, string file) => Path.Combine(root, night.Replace('-', '/'), file);

    private static string? Sha256Of(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var content = File.OpenRead(path);
        return Sha256Text.Of(content);
    }
}
