using System.Globalization;
using System.Text;
using System.Text.Json;
using ActionSheets.Web;
using FsCheck.Xunit;
using Xunit;

namespace ActionSheets.Tests.Web;

public sealed class ExactNumberTests
{
    private const string Negative = "Le montant ne peut pas être négatif.";
    private const string Cents = "Le montant ne peut pas avoir plus de deux décimales.";
    private const string TooMuch = "Le montant ne peut pas dépasser 999 999 999 999,99 euros.";

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.000e5", "0")]
    [InlineData("12.5", "12.5")]
    [InlineData("12.500000000000000000000000000000000", "12.5")]
    [InlineData("1e2", "100")]
    [InlineData("1.5E+3", "1500")]
    [InlineData("125e-2", "1.25")]
    [InlineData("0.00000000000000000000000000000000000001e38", "1")]
    [InlineData("999999999999.99", "999999999999.99")]
    public void An_amount_is_read_by_its_value(string json, string expected)
    {
        var (amount, sentences) = Amount(json);
        Assert.Empty(sentences);
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), amount);
    }

    [Theory]
    [InlineData("-1", Negative)]
    [InlineData("-1e-400", Negative, Cents)]
    [InlineData("-0.001", Negative, Cents)]
    [InlineData("0.001", Cents)]
    [InlineData("12.505", Cents)]
    [InlineData("0.010000000000000000000000000000000000000001", Cents)]
    [InlineData("1e-99999999999999999999", Cents)]
    [InlineData("1000000000000", TooMuch)]
    [InlineData("999999999999.995", Cents)]
    [InlineData("1e400", TooMuch)]
    [InlineData("1e99999999999999999999", TooMuch)]
    [InlineData("\"100\"", "Le montant doit être un nombre.")]
    [InlineData("true", "Le montant doit être un nombre.")]
    [InlineData("[100]", "Le montant doit être un nombre.")]
    public void What_is_no_amount_is_told(string json, params string[] expected)
    {
        var (amount, sentences) = Amount(json);
        Assert.Null(amount);
        Assert.Equal(expected, sentences);
    }

    [Property]
    public bool Every_amount_to_the_cent_is_read_exactly(long seed)
    {
        var cents = Math.Abs(seed % 100_000_000_000_000);
        var amount = cents / 100m;
        return Amount(amount.ToString(CultureInfo.InvariantCulture)).Value == amount
            && Amount($"{cents}e-2").Value == amount
            && Amount($"{cents}.00E-2").Value == amount;
    }

    [Property]
    public bool A_third_decimal_is_always_told(uint thousandths) =>
        thousandths % 10 is 0 || Amount((thousandths / 1000m).ToString(CultureInfo.InvariantCulture)).Sentences is [Cents];

    [Property]
    public bool Any_decimal_is_read_exactly(decimal value) =>
        ExactNumber.Read(Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture))).ToDecimal() == value;

    private static (decimal? Value, string[] Sentences) Amount(string json)
    {
        var faults = new Faults();
        var value = new JsonField(JsonElement.Parse(json), "amount", faults).Amount();
        return (value, faults.ToDictionary().GetValueOrDefault("amount") ?? []);
    }
}
