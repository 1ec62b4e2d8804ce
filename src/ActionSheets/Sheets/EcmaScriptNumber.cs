using System.Globalization;

namespace ActionSheets.Sheets;

/// <summary>
/// Writes a double as ECMAScript's Number::toString does (ECMA-262, 6.1.6.1.20), which RFC 8785 asks for. Both platforms find the same
/// shortest digits; they only set them out differently: <c>1E+21</c> here is <c>1e+21</c> there, <c>1E-05</c> is <c>0.00001</c>.
/// </summary>
internal static class EcmaScriptNumber
{
    private const int LongestWhole = 21;
    private const int MostLeadingZeros = 6;

    /// <summary>The text of a finite number; <see cref="FormatException"/> for the others, which JSON cannot carry.</summary>
    public static string Write(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new FormatException("A number beyond the range of a double has no canonical form.");
        }

        if (value is 0)
        {
            return "0"; // negative zero too
        }

        var (digits, point) = Shortest(Math.Abs(value));
        return (value < 0 ? "-" : "") + SetOut(digits, point);
    }

    // Digits without zeros at either end, and where the decimal point stands from their left.
    private static (string Digits, int Point) Shortest(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = mark < 0 ? text : text[..mark];
        var exponent = mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var whole = mantissa.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? point : mantissa.Length;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        return (significant.TrimEnd('0'), exponent + whole - (digits.Length - significant.Length));
    }

    private static string SetOut(string digits, int point)
    {
        if (point is > 0 and <= LongestWhole)
        {
            return digits.Length <= point ? digits.PadRight(point, '0') : $"{digits[..point]}.{digits[point..]}";
        }

        if (point is > -MostLeadingZeros and <= 0)
        {
            return $"0.{new string('0', -point)}{digits}";
        }

        var fraction = digits.Length > 1 ? $".{digits[1..]}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{fraction}e{point - 1:+0;-0}");
    }
}
