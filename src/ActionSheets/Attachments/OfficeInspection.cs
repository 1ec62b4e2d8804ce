using System.IO.Compression;
using System.Xml;

namespace ActionSheets.Attachments;

/// <summary>
/// Looks into a ZIP archive that should be a document: nothing is opened before the directory is known to be small, nothing is expanded past
/// what it announces, and the sum of that has a limit. Then OpenDocument by its first entry, Office Open XML by its content types.
/// </summary>
internal static class OfficeInspection
{
    private const int MostEntries = 2_000;
    private const uint LargestDirectory = 1024 * 1024;
    private const long MostExpandedBytes = 200L * 1024 * 1024;

    /// <summary>What a document never holds and a program does; Java's archives are ZIP, too.</summary>
    private static readonly HashSet<string> Programs = new(StringComparer.OrdinalIgnoreCase)
    {
        ".exe", ".dll", ".com", ".scr", ".msi", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".jse", ".wsf", ".hta", ".lnk", ".jar", ".class", ".dex", ".sh", ".py",
    };

    public static FileReading Inspect(Stream content)
    {
        if (ZipDirectory.Find(content) is not { } directory)
        {
            return FileReading.Damaged;
        }

        if (directory.Entries > MostEntries || directory.Size > LargestDirectory)
        {
            return FileReading.TooExpanded;
        }

        if (!directory.IsWhole)
        {
            return FileReading.Ambiguous;
        }

        try
        {
            content.Position = 0;
            using var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            return LookAtEntries(archive) ?? LookAtSizes(content, directory) ?? OpenDocument.Read(content, archive) ?? OpenXml.Read(archive);
        }
        catch (Exception exception) when (exception is InvalidDataException or XmlException or NotSupportedException or EndOfStreamException)
        {
            return FileReading.Damaged;
        }
    }

    private static FileReading? LookAtEntries(ZipArchive archive)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var announced = 0L;
        foreach (var entry in archive.Entries)
        {
            announced += entry.Length;
            if (announced > MostExpandedBytes)
            {
                return FileReading.TooExpanded;
            }

            if (entry.IsEncrypted)
            {
                return FileReading.Encrypted;
            }

            // Two entries of one name are read differently by different readers; the rest is a way out of a folder.
            if (!names.Add(entry.FullName) || entry.FullName.Contains('\\', StringComparison.Ordinal) || entry.FullName.Split('/').Any(segment => segment == "..") || entry.FullName[0] == '/')
            {
                return FileReading.Damaged;
            }

            if (IsProgram(entry))
            {
                return FileReading.Macros;
            }
        }

        return null;
    }

    private static bool IsProgram(ZipArchiveEntry entry) =>
        Programs.Contains(Path.GetExtension(entry.Name))
        || entry.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)
        || entry.FullName.Equals("META-INF/MANIFEST.MF", StringComparison.OrdinalIgnoreCase)
        || entry.FullName.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase)
        || entry.FullName.StartsWith("Scripts/", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the directory says of a size is the sender's promise; and parts that share their bytes expand them many times.</summary>
    private static FileReading? LookAtSizes(Stream content, ZipDirectory directory)
    {
        var parts = directory.ReadParts(content);
        return parts.Sum(part => part.PackedBytes) > content.Length || parts.Any(part => part.ExpandsToMoreThanItSays(content)) ? FileReading.TooExpanded : null;
    }
}
