using System.Globalization;
using System.Text.RegularExpressions;

namespace LocalHost.Clock;

/// <summary>An ISO 8601 duration: <c>P1D</c>, <c>PT36H</c>, <c>P1Y2M3W4DT5H6M7.5S</c>.</summary>
/// <param name="Months">Years and months, in months of the calendar.</param>
/// <param name="Days">Weeks and days, in civil days.</param>
/// <param name="Exact">Hours, minutes and seconds.</param>
internal sealed partial record IsoDuration(int Months, int Days, TimeSpan Exact)
{
    /// <summary>Longer moves are mistakes, and would overflow the calendar.</summary>
    private const int MostYears = 200;

    public static IsoDuration? Parse(string? text)
    {
        if (text is null || Shape().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var months = (Whole(match, "years") * 12) + Whole(match, "months");
        var days = (Whole(match, "weeks") * 7) + Whole(match, "days");
        var hours = Part(match, "hours") + (Part(match, "minutes") / 60) + (Part(match, "seconds") / 3600);
        return months <= MostYears * 12 && days <= MostYears * 366 && hours <= MostYears * 366 * 24
            ? new IsoDuration((int)months, (int)days, new TimeSpan((long)decimal.Round(hours * TimeSpan.TicksPerHour)))
            : null;
    }

    private static long Whole(Match match, string group) =>
        match.Groups[group] is { Success: true } part ? long.Parse(part.ValueSpan, CultureInfo.InvariantCulture) : 0;

    private static decimal Part(Match match, string group) =>
        match.Groups[group] is { Success: true } part
            ? decimal.Parse(part.Value.Replace(',', '.'), CultureInfo.InvariantCulture)
            : 0;

    [GeneratedRegex(
        """
        ^P(?=[0-9T])
        ((?<years>[0-9]{1,9})Y)? ((?<months>[0-9]{1,9})M)? ((?<weeks>[0-9]{1,9})W)? ((?<days>[0-9]{1,9})D)?
        (T(?=[0-9])
            ((?<hours>[0-9]{1,9}([.,][0-9]{1,9})?)H)? ((?<minutes>[0-9]{1,9}([.,][0-9]{1,9})?)M)?
            ((?<seconds>[0-9]{1,9}([.,][0-9]{1,9})?)S)?
        )?\z
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
