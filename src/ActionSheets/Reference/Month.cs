using System.Globalization;

namespace ActionSheets.Reference;

/// <summary>A calendar month, written <c>yyyy-MM</c>.</summary>
internal readonly record struct Month
{
    private readonly DateOnly _firstDay;

    public Month(int year, int month) => _firstDay = new DateOnly(year, month, 1);

    public int Year => _firstDay.Year;

    /// <summary>1 to 12.</summary>
    public int Number => _firstDay.Month;

    /// <summary>The month that a text writes as <c>yyyy-MM</c> in plain digits, or null.</summary>
    public static Month? Read(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new Month(day.Year, day.Month)
            : null;

    public bool IsBefore(Month other) => _firstDay < other._firstDay;

    public override string ToString() => _firstDay.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
