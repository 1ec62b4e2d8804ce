using System.Text;
using ActionSheets.Nights;
using FsCheck.Xunit;
using Xunit;

namespace ActionSheets.Tests.Nights;

public sealed class CsvTableTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+33 1", "'+33 1")]
    [InlineData("-5", "'-5")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "'\r=1")]
    [InlineData("\"=1\"", "\"=1\"")]
    [InlineData("a=1", "a=1")]
    [InlineData("01", "01")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("a;b\r\nc\"d", "a;b\r\nc\"d")]
    [InlineData(" espace ", " espace ")]
    public void A_text_is_kept_but_never_run(string? text, string cell) =>
        Assert.Equal(cell, Assert.Single(Read(csv => csv.Text("x").Text(text).EndLine()))[1]);

    [Fact]
    public void Numbers_stay_numbers_with_a_decimal_comma()
    {
        var line = Assert.Single(Read(csv => csv.Amount(-1234567.5m).Amount(null).EndLine()));

        Assert.Equal(["-1234567,50", ""], line);
    }

    [Fact]
    public void Zero_has_no_sign()
    {
        var line = Assert.Single(Read(csv => csv.Amount(decimal.Negate(0m)).Decimal(new decimal(0, 0, 0, true, 2), "0.0000").EndLine()));

        Assert.Equal(["0,00", "0,0000"], line);
    }

    [Property(MaxTest = 300)]
    public bool Whatever_is_written_is_read_back(string?[] cells)
    {
        // Well-formed text, as the forms let it through.
        string[] texts = [.. cells.Select(cell => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cell ?? "")))];
        var lines = Read(csv =>
        {
            foreach (var text in texts)
            {
                csv.Text("x").Text(text).EndLine();
            }
        });
        return lines.Select(line => line[1]).SequenceEqual(texts.Select(text => text.Length > 0 && "=+-@\t\r".Contains(text[0]) ? "'" + text : text));
    }

    private static List<IReadOnlyList<string>> Read(Action<CsvTable> write)
    {
        using var csv = new CsvTable("x.csv", "a;b");
        write(csv);
        byte[] bytes = [.. csv.Heading.ToArray(), .. csv.Take().Bytes.ToArray()];
        return [.. CsvText.Parse(Encoding.UTF8.GetString(bytes)).Skip(1)];
    }
}
