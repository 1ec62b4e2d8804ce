using LocalHost.Clock;
using Xunit;

namespace LocalHost.Tests.Clock;

public sealed class IsoDurationTests
{
    [Theory]
    [InlineData("P1D", 0, 1, "00:00:00")]
    [InlineData("P2W", 0, 14, "00:00:00")]
    [InlineData("P1Y2M3W4DT5H6M7.5S", 14, 25, "05:06:07.5")]
    [InlineData("PT36H", 0, 0, "1.12:00:00")]
    [InlineData("PT0.25H", 0, 0, "00:15:00")]
    [InlineData("PT0S", 0, 0, "00:00:00")]
    public void A_duration_is_months_days_and_an_exact_part(string text, int months, int days, string exact) =>
        Assert.Equal(new IsoDuration(months, days, TimeSpan.Parse(exact)), IsoDuration.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("1D")]
    [InlineData("-P1D")]
    [InlineData("P-1D")]
    [InlineData("P1.5D")]
    [InlineData("P1H")]
    [InlineData("P1D\n")]
    [InlineData("P999999999Y")]
    [InlineData("one day")]
    public void Anything_else_is_none(string? text) => Assert.Null(IsoDuration.Parse(text));
}
