using System.Globalization;
using System.Text;

namespace ActionSheets.Web;

/// <summary>
/// A JSON number by its exact value: digits times a power of ten. <c>JsonElement.GetDecimal</c> rounds, so that
/// <c>0.00000000000000000000000000000001</c> would pass for zero and <c>-1e-40</c> for an amount that is not negative.
/// </summary>
/// <param name="Negative">Whether it is below zero; never for zero, which has no sign here.</param>
/// <param name="Digits">Significant digits, without zeros at either end; empty for zero.</param>
/// <param name="Exponent">Power of ten of the last digit: <c>12.50</c> is 125 with exponent -1.</param>
internal readonly record struct ExactNumber(bool Negative, string Digits, long Exponent)
{
    // Beyond any exponent that digits within a readable body could bring back.
    private const long Saturated = int.MaxValue;

    private static readonly ExactNumber Zero = new(false, "", 0);

    /// <summary>Digits left of the decimal point; zero or less below one.</summary>
    public long WholeDigits => Digits.Length + Exponent;

    /// <summary>Digits right of the decimal point.</summary>
    public long Decimals => Math.Max(0, -Exponent);

    /// <summary>Reads a number that a JSON reader has accepted.</summary>
    public static ExactNumber Read(ReadOnlySpan<byte> json)
    {
        var negative = json[0] is (byte)'-';
        var mantissa = negative ? json[1..] : json;
        var exponent = 0L;
        if (mantissa.IndexOfAny((byte)'e', (byte)'E') is >= 0 and var mark)
        {
            exponent = ReadExponent(mantissa[(mark + 1)..]);
            mantissa = mantissa[..mark];
        }

        if (mantissa.IndexOf((byte)'.') is >= 0 and var point)
        {
            exponent -= mantissa.Length - point - 1;
        }

        var digits = Encoding.ASCII.GetString(mantissa).Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var significant = digits.TrimEnd('0');
        return significant.Length is 0 ? Zero : new ExactNumber(negative, significant, exponent + digits.Length - significant.Length);
    }

    /// <summary>The value, exact; the caller has made sure that it has at most 28 digits on both sides of the point together.</summary>
    public decimal ToDecimal()
    {
        if (Digits.Length is 0)
        {
            return 0m;
        }

        var value = decimal.Parse($"{Digits}E{Exponent}", NumberStyles.AllowExponent, CultureInfo.InvariantCulture);
        return Negative ? -value : value;
    }

    private static long ReadExponent(ReadOnlySpan<byte> digits)
    {
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
        {
            return Math.Clamp(exponent, -Saturated, Saturated);
        }

        return digits[0] is (byte)'-' ? -Saturated : Saturated;
    }
}
