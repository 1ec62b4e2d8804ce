using System.Globalization;

namespace ActionSheets.Reference;

/// <summary>
/// Amounts as French readers write them, whatever cultures the machine knows: <c>1 234 567,50 €</c>, cents only when there are some.
/// </summary>
internal static class Euros
{
    private static readonly NumberFormatInfo French = new()
    {
        NumberGroupSeparator = "\u202F", // narrow no-break space
        NumberDecimalSeparator = ",",
    };

    public static string Write(decimal amount) =>
        amount.ToString(decimal.IsInteger(amount) ? "#,0" : "#,0.00", French) + "\u00A0€";
}
