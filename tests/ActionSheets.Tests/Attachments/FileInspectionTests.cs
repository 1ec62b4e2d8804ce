using System.Buffers.Binary;
using System.Text;
using ActionSheets.Attachments;
using Xunit;

namespace ActionSheets.Tests.Attachments;

/// <summary>A file is what it holds, one thing only, and as large as it looks.</summary>
public sealed class FileInspectionTests
{
    [Fact]
    public void Each_type_is_known_by_its_content()
    {
        AssertIs(FileType.Pdf, FileExamples.Pdf());
        AssertIs(FileType.Png, FileExamples.Png());
        AssertIs(FileType.Jpeg, FileExamples.Jpeg());
        AssertIs(FileType.OdfText, FileExamples.Odt());
        AssertIs(FileType.OdfSpreadsheet, FileExamples.Ods());
        AssertIs(FileType.OoxmlText, FileExamples.Docx());
        AssertIs(FileType.OoxmlSpreadsheet, FileExamples.Xlsx());
    }

    [Fact]
    public void Anything_else_is_refused()
    {
        byte[][] others =
        [
            [], "%PD"u8.ToArray(), "MZ"u8.ToArray(), "Bonjour"u8.ToArray(), "\u007fELF"u8.ToArray(), "GIF89a"u8.ToArray(), "<svg xmlns=''/>"u8.ToArray(),
            Encoding.ASCII.GetBytes(FileExamples.Eicar),
            FileExamples.Zip(("a.txt", "x"u8.ToArray())),
            FileExamples.OpenDocument("application/vnd.oasis.opendocument.presentation"),

            // Microsoft's container of old documents, and of encrypted new ones.
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
        ];
        Assert.All(others, content => AssertRefused(FileReading.Unknown, content));
        AssertRefused(FileReading.Damaged, FileExamples.Png()[..40]);
        AssertRefused(FileReading.Damaged, FileExamples.Jpeg()[..40]);
        AssertRefused(FileReading.Damaged, FileExamples.Docx()[..60]);
    }

    [Fact]
    public void A_file_that_is_two_things_is_refused()
    {
        var archive = FileExamples.Zip(("Main.class", "x"u8.ToArray()));
        AssertRefused(FileReading.Ambiguous, [.. FileExamples.Pdf(), .. archive]);
        AssertRefused(FileReading.Ambiguous, [.. FileExamples.Jpeg(), .. archive]);
        AssertRefused(FileReading.Damaged, [.. FileExamples.Png(), .. archive]);
        AssertRefused(FileReading.Ambiguous, FileExamples.Pdf("<script>alert(1)</script>"));

        // In a comment, which is where a picture has room for it.
        AssertRefused(FileReading.Ambiguous, [.. FileExamples.Jpeg()[..20], 0xFF, 0xFE, 0, 10, .. "%PDF-1.4"u8, .. FileExamples.Jpeg()[20..]]);

        // A program, a page or another file in front: the beginning says what it is.
        AssertRefused(FileReading.Unknown, [.. "MZ"u8, .. FileExamples.Docx()]);
        AssertRefused(FileReading.Unknown, [.. "<html>"u8, .. FileExamples.Pdf()]);

        // An archive in front of the archive that is found from the end, or bytes behind it.
        AssertRefused(FileReading.Ambiguous, [.. FileExamples.Zip(("a", "x"u8.ToArray())), .. FileExamples.Docx()]);
        AssertRefused(FileReading.Ambiguous, [.. FileExamples.Docx(), .. "MZ"u8]);
    }

    [Fact]
    public void A_document_holds_no_macro_and_no_program()
    {
        AssertRefused(FileReading.Macros, FileExamples.Docx(("word/vbaProject.bin", "x"u8.ToArray())));
        AssertRefused(FileReading.Macros, FileExamples.Docx(("word/embeddings/plan.exe", "MZ"u8.ToArray())));
        AssertRefused(FileReading.Macros, FileExamples.Docx(("META-INF/MANIFEST.MF", "Main-Class: Main"u8.ToArray())));
        AssertRefused(FileReading.Macros, FileExamples.Docm());
    }

    [Fact]
    public void An_encrypted_document_is_refused()
    {
        AssertRefused(FileReading.Encrypted, FileExamples.OpenDocument("application/vnd.oasis.opendocument.text", "<manifest><encryption-data/></manifest>"));
        var encrypted = FileExamples.Docx();
        Set(encrypted, "PK\x03\x04"u8, 6, 1);
        Set(encrypted, "PK\x01\x02"u8, 8, 1);
        AssertRefused(FileReading.Encrypted, encrypted);
    }

    [Theory]
    [InlineData("/Encrypt", 0)]
    [InlineData("/#45n#63rypt", 0)]
    [InlineData("/Encrypt%\n", 0)]
    [InlineData("/Encrypt", 1024 * 1024 - 300)]
    [InlineData("/Encrypt", 3 * 1024 * 1024)]
    public void A_pdf_with_a_password_is_refused(string name, int before) => AssertRefused(FileReading.Encrypted, FileExamples.EncryptedPdf(name, before));

    [Fact]
    public void A_pdf_that_only_speaks_of_encryption_is_not_refused() => AssertIs(FileType.Pdf, FileExamples.Pdf("/Encrypt /EncryptMetadata /Encrypted 1 0 R"));

    [Fact]
    public void A_password_is_found_wherever_the_file_is_cut()
    {
        // Every place of the entry relative to the end of the first mebibyte.
        var length = FileExamples.Pdf().Length;
        Assert.All(Enumerable.Range(0, 40), shift => AssertRefused(FileReading.Encrypted, FileExamples.EncryptedPdf(before: 1024 * 1024 - length + shift)));
    }

    [Fact]
    public void An_archive_that_expands_without_measure_is_refused()
    {
        // 300 MiB of nothing in 300 KiB.
        AssertRefused(FileReading.TooExpanded, FileExamples.Docx(("word/media/image1.png", new byte[300 * 1024 * 1024])));
        AssertRefused(FileReading.TooExpanded, FileExamples.Docx([.. Enumerable.Range(0, 2_001).Select(i => ($"word/{i}.xml", Array.Empty<byte>()))]));

        // 64 MiB that say they are 16 bytes.
        var lying = FileExamples.Docx(("word/media/image1.png", new byte[64 * 1024 * 1024]));
        var directoryEntry = lying.AsSpan().LastIndexOf("PK\x01\x02"u8);
        BinaryPrimitives.WriteInt32LittleEndian(lying.AsSpan(directoryEntry + 24), 16);
        AssertRefused(FileReading.TooExpanded, lying);
    }

    [Fact]
    public void Entries_that_two_readers_read_differently_are_refused()
    {
        AssertRefused(FileReading.Damaged, FileExamples.Docx(("word/document.xml", "<other/>"u8.ToArray())));
        AssertRefused(FileReading.Damaged, FileExamples.Docx(("../document.xml", "<other/>"u8.ToArray())));
        var entities = FileExamples.Zip(("[Content_Types].xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><Types>&b;</Types>"u8.ToArray()));
        AssertRefused(FileReading.Damaged, entities);
    }

    private static FileReading Inspect(byte[] content)
    {
        using var stream = new MemoryStream(content);
        return FileInspection.Inspect(stream);
    }

    private static void AssertIs(FileType type, byte[] content) => Assert.Equal(FileReading.Of(type), Inspect(content));

    private static void AssertRefused(FileReading expected, byte[] content)
    {
        var reading = Inspect(content);
        Assert.True(reading == expected, $"Expected {expected.Refusal}, not {reading}.");
    }

    /// <summary>Writes a number behind every place where this mark stands.</summary>
    private static void Set(byte[] content, ReadOnlySpan<byte> mark, int offset, ushort value)
    {
        for (var at = 0; content.AsSpan(at).IndexOf(mark) is var next and >= 0; at += next + mark.Length)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(content.AsSpan(at + next + offset), value);
        }
    }
}
