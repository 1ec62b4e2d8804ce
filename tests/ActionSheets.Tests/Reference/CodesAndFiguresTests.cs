using ActionSheets.Reference;
using Xunit;

namespace ActionSheets.Tests.Reference;

public sealed class CodesAndFiguresTests
{
    [Theory]
    [InlineData("200030195", true)]
    [InlineData("356000000", true)] // La Poste: only its SIRET need an exception
    [InlineData("200030196", false)]
    [InlineData("20003019", false)]
    [InlineData("2000301950", false)]
    [InlineData("20003019O", false)]
    [InlineData("٢٠٠٠٣٠١٩٥", false)] // digits, but not ours
    [InlineData("", false)]
    public void A_SIREN_is_nine_digits_with_a_check(string text, bool valid) => Assert.Equal(valid, Siren.IsValid(text));

    [Theory]
    [InlineData("2019-01")]
    [InlineData("2019-12")]
    public void A_month_is_read_and_written(string text) => Assert.Equal(text, Month.Read(text).ToString());

    [Theory]
    [InlineData("2019-13")]
    [InlineData("2019-00")]
    [InlineData("2019-1")]
    [InlineData("2019-01-01")]
    [InlineData(" 2019-01")]
    [InlineData("19-01")]
    [InlineData("٢٠١٩-٠١")]
    public void What_is_no_month_is_null(string text) => Assert.Null(Month.Read(text));

    [Fact]
    public void Months_follow_each_other_across_the_year()
    {
        Assert.True(new Month(2019, 12).IsBefore(new Month(2020, 1)));
        Assert.False(new Month(2020, 1).IsBefore(new Month(2020, 1)));
    }

    [Theory]
    [InlineData("0", "0\u00A0€")]
    [InlineData("1234567.5", "1\u202F234\u202F567,50\u00A0€")]
    [InlineData("90000.00", "90\u202F000\u00A0€")]
    [InlineData("0.01", "0,01\u00A0€")]
    public void Amounts_are_written_the_French_way(string amount, string expected) =>
        Assert.Equal(expected, Euros.Write(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)));
}
