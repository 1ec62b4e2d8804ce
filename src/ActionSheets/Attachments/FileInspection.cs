using System.Buffers.Binary;

namespace ActionSheets.Attachments;

/// <summary>
/// Says what a file is by its content, never by its name. A file is one thing from its first byte, and nothing else beside: a program or a page
/// in front is no known beginning, an archive behind an image makes it two files.
/// </summary>
internal static class FileInspection
{
    private const int HeadBytes = 1024;
    private const int MostPngChunks = 100_000;

    private static readonly byte[] PngSignature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>What a browser or an interpreter would take a beginning for, in lower case.</summary>
    private static readonly string[] PageMarks = ["<html", "<script", "<!doctype", "<?php", "<svg", "<body", "<iframe"];

    /// <param name="content">Can be read anywhere in it.</param>
    public static FileReading Inspect(Stream content)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        content.Position = 0;
        head = head[..content.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false)];
        if (head.StartsWith("PK\x03\x04"u8))
        {
            return head.IndexOf("%PDF-"u8) >= 0 ? FileReading.Ambiguous : OfficeInspection.Inspect(content);
        }

        var reading = InspectPlain(content, head);
        return reading.Type is not null && IsSomethingElse(content, head, reading.Type) ? FileReading.Ambiguous : reading;
    }

    private static FileReading InspectPlain(Stream content, ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("%PDF-"u8))
        {
            return PdfEncryption.IsIn(content) ? FileReading.Encrypted : FileReading.Of(FileType.Pdf);
        }

        if (head.StartsWith(PngSignature))
        {
            return IsWholePng(content) ? FileReading.Of(FileType.Png) : FileReading.Damaged;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return HasJpegImage(content) ? FileReading.Of(FileType.Jpeg) : FileReading.Damaged;
        }

        return FileReading.Unknown;
    }

    /// <summary>Readers of PDF find its mark in the first kilobyte, those of ZIP find its directory at the end, whatever stands before.</summary>
    private static bool IsSomethingElse(Stream content, ReadOnlySpan<byte> head, FileType type)
    {
        var text = System.Text.Encoding.Latin1.GetString(head).ToLowerInvariant();
        return (type != FileType.Pdf && text.Contains("%pdf-", StringComparison.Ordinal))
            || Array.Exists(PageMarks, mark => text.Contains(mark, StringComparison.Ordinal))
            || ZipDirectory.Find(content) is not null;
    }

    /// <summary>Chunk after chunk from the header to the end, and nothing after it. https://www.w3.org/TR/png-3/#5Chunk-layout</summary>
    private static bool IsWholePng(Stream content)
    {
        Span<byte> chunk = stackalloc byte[8];
        content.Position = PngSignature.Length;
        for (var number = 0; number < MostPngChunks && content.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false) == chunk.Length; number++)
        {
            var name = chunk[4..];
            var end = content.Position + BinaryPrimitives.ReadUInt32BigEndian(chunk) + sizeof(uint);
            if ((number == 0 && !name.SequenceEqual("IHDR"u8)) || end > content.Length)
            {
                return false;
            }

            if (name.SequenceEqual("IEND"u8))
            {
                return end == content.Length;
            }

            content.Position = end;
        }

        return false;
    }

    /// <summary>Segment after segment to a frame and the scan that follows it. Cameras write on behind the image, so its end is not looked at.</summary>
    private static bool HasJpegImage(Stream content)
    {
        Span<byte> segment = stackalloc byte[4];
        var hasFrame = false;
        content.Position = 2;
        while (content.ReadAtLeast(segment, segment.Length, throwOnEndOfStream: false) == segment.Length)
        {
            var (marker, length) = (segment[1], BinaryPrimitives.ReadUInt16BigEndian(segment[2..]));
            if (segment[0] != 0xFF || marker < 0xC0 || length < 2)
            {
                return false;
            }

            if (marker == 0xDA)
            {
                return hasFrame;
            }

            // SOF0 to SOF15, but for the tables and the reserved one among them.
            hasFrame |= marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
            content.Position += length - 2;
        }

        return false;
    }
}
