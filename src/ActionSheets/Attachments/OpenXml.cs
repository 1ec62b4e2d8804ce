using System.IO.Compression;
using System.Xml;

namespace ActionSheets.Attachments;

/// <summary>ECMA-376, part 2: <c>[Content_Types].xml</c> says what the main part is. One that can hold macros has another content type.</summary>
internal static class OpenXml
{
    public static FileReading Read(ZipArchive archive)
    {
        if (archive.GetEntry("[Content_Types].xml") is not { } types)
        {
            return FileReading.Unknown;
        }

        var found = new List<FileType>();
        using var reader = XmlPart.Open(types);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.GetAttribute("ContentType") is not { } type)
            {
                continue;
            }

            if (type.Contains("macro", StringComparison.OrdinalIgnoreCase) || type.Contains("vba", StringComparison.OrdinalIgnoreCase))
            {
                return FileReading.Macros;
            }

            if (MainTypeOf(type) is { } main && reader.GetAttribute("PartName") is { } part && archive.GetEntry(part.TrimStart('/')) is not null)
            {
                found.Add(main);
            }
        }

        return found switch
        {
            [] => FileReading.Unknown,
            [var only] => FileReading.Of(only),
            _ => FileReading.Ambiguous,
        };
    }

    private static FileType? MainTypeOf(string type) => type switch
    {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml" => FileType.OoxmlText,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml" => FileType.OoxmlSpreadsheet,
        _ => null,
    };
}
