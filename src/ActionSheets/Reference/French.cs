using System.Globalization;

namespace ActionSheets.Reference;

/// <summary>Days and instants as a French reader expects them, whatever cultures the machine has.</summary>
internal static class French
{
    private static readonly NumberFormatInfo Numbers = new()
    {
        NumberGroupSeparator = "\u202F", // narrow no-break space
        NumberDecimalSeparator = ",",
    };

    private static readonly string[] Months =
        ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

    public static string Day(DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{(day.Day == 1 ? "1er" : day.Day)} {Months[day.Month - 1]} {day.Year}");

    public static string Month(DateOnly month) => string.Create(CultureInfo.InvariantCulture, $"{Months[month.Month - 1]} {month.Year}");

    public static string Time(DateTimeOffset instant)
    {
        var paris = ParisDay.InParis(instant);
        return string.Create(CultureInfo.InvariantCulture, $"{Day(DateOnly.FromDateTime(paris.DateTime))} à {paris.Hour} h {paris.Minute:D2}");
    }

    /// <summary>With spaces that do not break before high punctuation and inside quotation marks: on a narrow screen no line begins with a colon.</summary>
    public static string Unbroken(string text)
    {
        foreach (var mark in (string[])[":", ";", "?", "!", "»"])
        {
            text = text.Replace(" " + mark, "\u00A0" + mark, StringComparison.Ordinal);
        }

        return text.Replace("« ", "«\u00A0", StringComparison.Ordinal);
    }

    /// <summary>With its thousands apart and as many decimals as it has.</summary>
    public static string Number(decimal number) => number.ToString("#,0.###############", Numbers);

    public static string Count(long count, string one, string many) => $"{Number(count)} {(count > 1 ? many : one)}";
}
