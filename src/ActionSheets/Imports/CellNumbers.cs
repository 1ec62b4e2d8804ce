using System.Globalization;
using System.Text.RegularExpressions;
using ActionSheets.Reference;
using ActionSheets.Web.Forms;

namespace ActionSheets.Imports;

/// <summary>Numbers and months as French readers type them.</summary>
internal static partial class CellNumbers
{
    private static readonly string[] MonthForms = ["yyyy-MM", "MM/yyyy", "M/yyyy", "yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy", "MM-yyyy"];

    private static readonly string[] MonthNames =
        ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"];

    /// <summary><c>1 234,50 €</c>, <c>1234.5</c>, <c>1.234,50</c>; null for what is no number, which the form then says.</summary>
    public static decimal? Number(string text, bool isAmount)
    {
        var bare = Currency().Replace(string.Concat(text.Where(character => !char.IsWhiteSpace(character))), "");
        if (!Digits().IsMatch(bare) || (isAmount && TypedNumber.IsTwofold(bare)))
        {
            return null;
        }

        // Of two marks the last one parts the cents; a mark that stands twice parts thousands.
        var last = bare.LastIndexOfAny([',', '.']);
        var isDecimal = last >= 0 && bare.IndexOf(bare[last], StringComparison.Ordinal) == last;
        var (whole, cents) = isDecimal ? (bare[..last], bare[(last + 1)..]) : (bare, "");
        var plain = whole.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal) + (isDecimal ? "." + cents : "");
        return decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary><c>2019-05</c>, <c>05/2019</c>, <c>1/5/2019</c>, <c>mai 2019</c>; anything else as typed.</summary>
    public static string Month(string text)
    {
        var typed = text.Trim();
        if (DateOnly.TryParseExact(typed, MonthForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return new Month(day.Year, day.Month).ToString();
        }

        var folded = Folded.Of(typed);
        var month = Array.FindIndex(MonthNames, name => folded.StartsWith(name, StringComparison.Ordinal));
        return month >= 0 && folded[MonthNames[month].Length..] is { Length: 4 } year && year.All(char.IsAsciiDigit) && year != "0000"
            ? new Month(int.Parse(year, CultureInfo.InvariantCulture), month + 1).ToString()
            : text;
    }

    [GeneratedRegex("(€|eur|euros)(ht)?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Currency();

    [GeneratedRegex(@"^[+-]?[0-9]+([.,][0-9]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();
}
