using System.Security.Cryptography;
using System.Text;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace ActionSheets.Pdf;

/// <summary>What a receipt says: a heading, facts, and what they prove.</summary>
public sealed record ReceiptContent(string Title, string Subtitle, IReadOnlyList<(string Label, string Value)> Facts, string Note)
{
    /// <summary>The address that tells whether it is in force, drawn as a QR code too; among the facts it is written out. Null for a receipt of several answers.</summary>
    public string? VerifiedAt { get; init; }
}

/// <summary>A receipt as a PDF, of one page unless it holds many facts. The same receipt is the same bytes: it holds nothing of the moment it was asked for.</summary>
internal static class ReceiptFile
{
    private const double Margin = 56;
    private const double Height = 842;
    private const double Width = 595 - (2 * Margin);
    private const double LineHeight = 1.45;

    /// <summary>Side of the QR code, which stands above the title, at the right: three centimetres.</summary>
    private const double CodeSize = 85;
    private const string IdentityMark = "/ID [ <";

    public static byte[] Write(ReceiptContent content)
    {
        using var document = new PdfDocumentBuilder();
        (document.DocumentInformation.Title, document.DocumentInformation.Producer) = (content.Title, "Territoires d'industrie");
        var (regular, bold) = (document.AddTrueTypeFont(ReceiptFont.Regular.Bytes), document.AddTrueTypeFont(ReceiptFont.Bold.Bytes));
        var page = document.AddPage(PageSize.A4);
        var y = Height - Margin;
        if (content.VerifiedAt is { } address)
        {
            Draw(QrCode.Of(address), page);
        }

        Add("République française", ReceiptFont.Bold, 11, after: 0);
        Add("Territoires d'industrie", ReceiptFont.Regular, 11, after: content.VerifiedAt is null ? 30 : CodeSize - 25);
        Add(content.Title, ReceiptFont.Bold, 20, after: 6);
        Add(content.Subtitle, ReceiptFont.Regular, 13, after: 20);
        foreach (var (label, value) in content.Facts)
        {
            Add(label, ReceiptFont.Bold, 10, after: 0);
            Add(value, ReceiptFont.Regular, 11, after: 9);
        }

        Add(content.Note, ReceiptFont.Regular, 10, after: 0);
        return Identified(document.Build());

        void Add(string text, ReceiptFont font, double size, double after)
        {
            foreach (var line in font.Lines(text, size, Width))
            {
                if (y - (size * LineHeight) < Margin)
                {
                    (page, y) = (document.AddPage(PageSize.A4), Height - Margin);
                }

                y -= size * LineHeight;
                page.AddText(line, size, new PdfPoint(Margin, y), font == ReceiptFont.Bold ? bold : regular);
            }

            y -= after;
        }
    }

    private static void Draw(QrCode code, PdfPageBuilder page)
    {
        var module = CodeSize / code.Size;
        page.SetTextAndFillColor(0, 0, 0);
        foreach (var (row, column, length) in code.Runs)
        {
            page.DrawRectangle(new PdfPoint(Margin + Width - CodeSize + (column * module), Height - Margin - ((row + 1) * module)), length * module, module, lineWidth: 0, fill: true);
        }

        page.ResetColor();
    }

    /// <summary>The library draws the two identities of a file by lot, each 32 digits; they are the content's own here.</summary>
    private static byte[] Identified(byte[] file)
    {
        var at = file.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(IdentityMark)) + IdentityMark.Length;
        var identity = Encoding.ASCII.GetBytes(Convert.ToHexString(SHA256.HashData(file.AsSpan(0, at)))[..32]);
        identity.CopyTo(file, at);
        identity.CopyTo(file, at + identity.Length + "><".Length);
        return file;
    }
}
