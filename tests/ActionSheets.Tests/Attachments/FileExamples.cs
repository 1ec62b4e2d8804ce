using System.IO.Compression;
using System.Text;

namespace ActionSheets.Tests.Attachments;

/// <summary>Small real files of every type, and what someone could make of them.</summary>
internal static class FileExamples
{
    private const string WordMain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    private const string ExcelMain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    /// <summary>In two pieces, or a scanner would take this file for a threat.</summary>
    public static readonly string Eicar = @"X5O!P%@AP[4\PZX54(P^)7CC)7}" + string.Join('-', "$EICAR", "STANDARD", "ANTIVIRUS", "TEST", "FILE!$H+H*");

    /// <summary>One black point.</summary>
    public static byte[] Png() => Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static byte[] Jpeg() => Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////"
        + "wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=");

    /// <summary>One empty page; <paramref name="text"/> makes contents differ.</summary>
    public static byte[] Pdf(string text = "") => Encoding.Latin1.GetBytes(
        $"""
        %PDF-1.4
        % {text}
        1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
        trailer<</Size 4/Root 1 0 R>>
        %%EOF

        """);

    /// <summary>One whose trailer names an encryption dictionary, the name written in one of the ways a reader takes.</summary>
    public static byte[] EncryptedPdf(string name = "/Encrypt", int before = 0) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(Pdf()).Replace("trailer<<", $"{new string(' ', before)}\ntrailer<<{name} 9 0 R", StringComparison.Ordinal));

    /// <summary>A PDF of so many bytes.</summary>
    public static byte[] PdfOf(int bytes)
    {
        var pdf = Pdf();
        return [.. pdf, .. Enumerable.Repeat((byte)' ', bytes - pdf.Length)];
    }

    public static byte[] Odt() => OpenDocument("application/vnd.oasis.opendocument.text");

    public static byte[] Ods() => OpenDocument("application/vnd.oasis.opendocument.spreadsheet");

    public static byte[] Docx(params (string Name, byte[] Content)[] more) =>
        Zip([("[Content_Types].xml", Types("/word/document.xml", WordMain)), ("word/document.xml", "<document/>"u8.ToArray()), .. more]);

    public static byte[] Xlsx() => Zip([("[Content_Types].xml", Types("/xl/workbook.xml", ExcelMain)), ("xl/workbook.xml", "<workbook/>"u8.ToArray())]);

    /// <summary>A document that says in its types that it holds macros.</summary>
    public static byte[] Docm() => Zip(
        [("[Content_Types].xml", Types("/word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml")), ("word/document.xml", "<document/>"u8.ToArray())]);

    public static byte[] OpenDocument(string type, string manifest = "<manifest/>") => Zip(
        [("mimetype", Encoding.ASCII.GetBytes(type)), ("content.xml", "<content/>"u8.ToArray()), ("META-INF/manifest.xml", Encoding.UTF8.GetBytes(manifest))]);

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                // As the standard of OpenDocument wants it.
                using var entry = archive.CreateEntry(name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Types(string part, string type) => Encoding.UTF8.GetBytes(
        $"""<?xml version="1.0"?><Types><Default Extension="xml" ContentType="application/xml"/><Override PartName="{part}" ContentType="{type}"/></Types>""");
}
