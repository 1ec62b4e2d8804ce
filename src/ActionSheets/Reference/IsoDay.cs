using System.Globalization;

namespace ActionSheets.Reference;

/// <summary>A civil day as the product writes it for machines: <c>yyyy-MM-dd</c>.</summary>
internal static class IsoDay
{
    private const string Format = "yyyy-MM-dd";

    public static string Iso(this DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    public static DateOnly Parse(string text) => DateOnly.ParseExact(text, Format, CultureInfo.InvariantCulture);

    public static bool TryParse(string? text, out DateOnly day) => DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
