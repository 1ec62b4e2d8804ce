using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ActionSheets.Sheets;

namespace ActionSheets.Reviews;

/// <summary>
/// Natural key of a letter: one version of a sheet, one operator's desk, and how many questions the Region had answered. Written
/// <c>{sheet}.v{version}.{operator}</c>, after a reply <c>{sheet}.v{version}-{replies}.{operator}</c>.
/// </summary>
internal sealed record LetterId(SheetId Sheet, int Version, string Operator, int Replies = 0)
{
    public static LetterId Of(Sheet sheet, string operatorCode) => new(SheetId.Parse(sheet.Id), sheet.Version, operatorCode, sheet.Replies);

    public static bool TryParse(string text, [NotNullWhen(true)] out LetterId? letter)
    {
        letter = null;
        var parts = text.Split('.');
        if (parts.Length != 3 || !SheetId.TryParse(parts[0], out var sheet) || !parts[1].StartsWith('v') || parts[2].Length == 0)
        {
            return false;
        }

        var (dash, replies) = (parts[1].IndexOf('-', StringComparison.Ordinal), 0);
        var versionText = dash < 0 ? parts[1].AsSpan(1) : parts[1].AsSpan(1, dash - 1);
        if (!TryParse(versionText, out var version) || (dash >= 0 && !TryParse(parts[1].AsSpan(dash + 1), out replies)))
        {
            return false;
        }

        letter = new LetterId(sheet, version, parts[2], replies);
        return true;
    }

    public static LetterId Parse(string text) => TryParse(text, out var letter) ? letter : throw new FormatException("Not a letter.");

    public override string ToString() => Replies == 0
        ? FormattableString.Invariant($"{Sheet}.v{Version}.{Operator}")
        : FormattableString.Invariant($"{Sheet}.v{Version}-{Replies}.{Operator}");

    private static bool TryParse(ReadOnlySpan<char> digits, out int number) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
