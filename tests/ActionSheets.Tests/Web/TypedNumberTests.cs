using ActionSheets.Web.Forms;
using Xunit;

namespace ActionSheets.Tests.Web;

public sealed class TypedNumberTests
{
    [Theory]
    [InlineData("450 000", "450000")]
    [InlineData("450\u202F000,50 €", "450000.50")]
    [InlineData("1250.5", "1250.5")]
    [InlineData("450,00", "450.00")]
    [InlineData("1000.000", "1000.000")]
    [InlineData("450.000", null)]
    [InlineData("450,000", null)]
    [InlineData(" 12.500 €", null)]
    [InlineData("450.000,00", null)]
    [InlineData("beaucoup", null)]
    public void An_amount_that_can_be_read_in_two_ways_is_not_guessed(string typed, string? amount) =>
        Assert.Equal(amount is null ? null : decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), TypedNumber.ReadAmount(typed));

    [Fact]
    public void An_indicator_may_have_three_decimals() => Assert.Equal(12.345m, TypedNumber.Read("12,345"));
}
