using System.Globalization;
using System.Text.RegularExpressions;

namespace ActionSheets.Web.Forms;

/// <summary>A number as a French reader types it into a field: <c>450 000</c>, <c>1250,50</c>, <c>1 250,50 €</c>.</summary>
internal static partial class TypedNumber
{
    /// <summary>What is said of such a number.</summary>
    public const string SaidTwice = "Ce montant se lit de deux façons : séparez les milliers par une espace et les centimes par une virgule.";

    /// <summary>Null for what is no number.</summary>
    public static decimal? Read(string typed)
    {
        var plain = Plain(typed);
        return decimal.TryParse(plain.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }

    /// <summary>Null for what is no amount, and for what is one in two ways.</summary>
    public static decimal? ReadAmount(string typed) => IsTwofold(Plain(typed)) ? null : Read(typed);

    /// <summary><c>450.000</c> is 450 000 to who types it and 450 to a parser: money is not guessed.</summary>
    public static bool IsTwofold(string plain) => Twofold().IsMatch(plain);

    private static string Plain(string typed) => string.Concat(typed.Where(character => !char.IsWhiteSpace(character) && character != '€'));

    [GeneratedRegex(@"^[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}$", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Twofold();
}
