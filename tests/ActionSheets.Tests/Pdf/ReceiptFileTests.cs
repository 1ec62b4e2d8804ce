using ActionSheets.Pdf;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Geometry;
using Xunit;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace ActionSheets.Tests.Pdf;

/// <summary>The file itself, read back by its text.</summary>
public sealed class ReceiptFileTests
{
    private static readonly string Sha256 = string.Concat(Enumerable.Repeat("0123456789abcdef", 4));

    [Fact]
    public void Every_text_is_read_back_as_it_was_given() =>
        Assert.Equal(
            ["République française", "Territoires d'industrie", "Reçu de dépôt TI-93-0001", "L'Œuvre – « cœur » à 1\u202F250,50\u00A0€", "Empreinte", Sha256, "Il prouve."],
            LinesOf(ReceiptFile.Write(Receipt("L'Œuvre – « cœur » à 1\u202F250,50\u00A0€"))));

    [Fact]
    public void The_same_receipt_is_the_same_bytes_and_another_one_is_not()
    {
        var first = ReceiptFile.Write(Receipt("Une action"));
        Assert.Equal(first, ReceiptFile.Write(Receipt("Une action")));
        Assert.NotEqual(first, ReceiptFile.Write(Receipt("Une autre")));
    }

    [Theory]
    [InlineData("mot ")]
    [InlineData("m")]
    [InlineData("漢")]
    [InlineData("\U0001F600")]
    [InlineData("\t\n")]
    [InlineData("")]
    public void A_title_of_any_length_in_any_script_stays_on_the_page(string part)
    {
        using var document = PdfDocument.Open(ReceiptFile.Write(Receipt(string.Concat(Enumerable.Repeat(part, 300)))));
        var page = Assert.Single(document.GetPages());
        Assert.All(page.Letters, letter => Assert.InRange(letter.EndBaseLine.X, 0, page.Width - 50));
        Assert.All(page.Letters, letter => Assert.InRange(letter.StartBaseLine.Y, 50, page.Height));
        Assert.Contains(Sha256, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_telephone_reads_the_address_out_of_the_code_and_nothing_is_written_on_it()
    {
        var address = "https://fiches.example/verifier/" + Sha256;
        using var document = PdfDocument.Open(ReceiptFile.Write(Receipt("Une action") with { VerifiedAt = address }));
        var page = Assert.Single(document.GetPages());
        var black = page.Paths.Select(path => path.GetBoundingRectangle()!.Value).ToList();

        Assert.Equal(address, Read(black));
        Assert.All(page.Letters, letter => Assert.DoesNotContain(black, run => letter.BoundingBox.IntersectsWith(run)));
        Assert.All(black, run => Assert.True(run.Right <= page.Width - 56 && run.Top <= page.Height - 56));
    }

    internal static IReadOnlyList<string> LinesOf(byte[] file)
    {
        using var document = PdfDocument.Open(file);
        return [.. document.GetPage(1).Letters.GroupBy(letter => letter.StartBaseLine.Y).OrderByDescending(line => line.Key)
            .Select(line => string.Concat(line.Select(letter => letter.Value)))];
    }

    /// <summary>Eight pixels a point, white where nothing was drawn, and read by another library than the one that made it.</summary>
    private static string? Read(List<PdfRectangle> black)
    {
        const int Scale = 8;
        var (left, bottom, side) = (black.Min(run => run.Left) - 10, black.Min(run => run.Bottom) - 10, (int)((black.Max(run => run.Right) - black.Min(run => run.Left) + 20) * Scale));
        var pixels = Enumerable.Repeat(byte.MaxValue, side * side).ToArray();
        foreach (var run in black)
        {
            for (var y = Pixel(run.Bottom - bottom); y < Pixel(run.Top - bottom); y++)
            {
                pixels.AsSpan(((side - 1 - y) * side) + Pixel(run.Left - left), Pixel(run.Right - left) - Pixel(run.Left - left)).Clear();
            }
        }

        var image = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(pixels, side, side, RGBLuminanceSource.BitmapFormat.Gray8)));
        return new QRCodeReader().decode(image)?.Text;

        static int Pixel(double points) => (int)Math.Round(points * Scale);
    }

    private static ReceiptContent Receipt(string subtitle) => new("Reçu de dépôt TI-93-0001", subtitle, [("Empreinte", Sha256)], "Il prouve.");
}
