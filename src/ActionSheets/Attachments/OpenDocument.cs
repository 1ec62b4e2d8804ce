using System.IO.Compression;
using System.Text;
using System.Xml;

namespace ActionSheets.Attachments;

/// <summary>ISO/IEC 26300: the first entry is <c>mimetype</c>, stored, and holds the media type.</summary>
internal static class OpenDocument
{
    private const string Marker = "mimetype";
    private const int LocalHeaderBytes = 30;

    private static readonly FileType[] Types = [FileType.OdfText, FileType.OdfSpreadsheet];

    /// <summary>Null when the archive does not say it is one.</summary>
    public static FileReading? Read(Stream content, ZipArchive archive)
    {
        if (archive.GetEntry(Marker) is not { } marker)
        {
            return null;
        }

        var found = Array.Find(Types, type => BeginsWith(content, type.MediaType) && marker.Length == type.MediaType.Length);
        if (found is null || archive.GetEntry("content.xml") is null)
        {
            return FileReading.Unknown;
        }

        return archive.GetEntry("META-INF/manifest.xml") is { } manifest ? Read(manifest, found) : FileReading.Damaged;
    }

    private static FileReading Read(ZipArchiveEntry manifest, FileType found)
    {
        using var reader = XmlPart.Open(manifest);
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "encryption-data" })
            {
                return FileReading.Encrypted;
            }
        }

        return FileReading.Of(found);
    }

    /// <summary>The bytes themselves: a local header that says stored and has no extra field, the name, the type as it stands.</summary>
    private static bool BeginsWith(Stream content, string mediaType)
    {
        var beginning = new byte[LocalHeaderBytes + Marker.Length + mediaType.Length];
        content.Position = 0;
        return content.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false) == beginning.Length
            && beginning.AsSpan(LocalHeaderBytes).SequenceEqual(Encoding.ASCII.GetBytes(Marker + mediaType))
            && beginning[8] == 0 && beginning[9] == 0;
    }
}
