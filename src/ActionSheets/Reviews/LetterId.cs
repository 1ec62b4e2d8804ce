using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ActionSheets.Sheets;

namespace ActionSheets.Reviews;

/// <summary>Natural key of a letter: one version of a sheet, one operator's desk. Written <c>{sheet}.v{version}.{operator}</c>.</summary>
internal sealed record LetterId(SheetId Sheet, int Version, string Operator)
{
    public static bool TryParse(string text, [NotNullWhen(true)] out LetterId? letter)
    {
        letter = null;
        var parts = text.Split('.');
        if (parts.Length != 3 || !SheetId.TryParse(parts[0], out var sheet) || !parts[1].StartsWith('v') || parts[2].Length == 0
            || !int.TryParse(parts[1].AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return false;
        }

        letter = new LetterId(sheet, version, parts[2]);
        return true;
    }

    public static LetterId Parse(string text) => TryParse(text, out var letter) ? letter : throw new FormatException("Not a letter.");

    public override string ToString() => FormattableString.Invariant($"{Sheet}.v{Version}.{Operator}");
}
