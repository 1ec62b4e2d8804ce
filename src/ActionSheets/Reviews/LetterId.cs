using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ActionSheets.Registers;
using ActionSheets.Sheets;

namespace ActionSheets.Reviews;

/// <summary>Natural key of a letter to one operator's desk: about one version of a sheet, or about all that waits there.</summary>
/// <param name="Operator">Operator code, or <c>etat</c>.</param>
internal abstract record LetterId(string Operator)
{
    public static SheetLetterId Of(Sheet sheet, string operatorCode) => new SheetLetterId(SheetId.Parse(sheet.Id), sheet.Version, operatorCode, sheet.Replies);

    public static bool TryParse(string text, [NotNullWhen(true)] out LetterId? letter)
    {
        letter = text.Split('.') switch
        {
            [var sheet, var version, { Length: > 0 } asked] when SheetId.TryParse(sheet, out var id) => SheetLetterId.Read(id, version, asked),
            [var scope, var moment, { Length: > 0 } asked] => DeskLetterId.Read(scope, moment, asked),
            _ => null,
        };
        return letter is not null;
    }

    public static LetterId Parse(string text) => TryParse(text, out var letter) ? letter : throw new FormatException("Not a letter.");
}

/// <summary>
/// One version of a sheet, and how many questions the Region had answered. Written <c>{sheet}.v{version}.{operator}</c>, after a reply
/// <c>{sheet}.v{version}-{replies}.{operator}</c>.
/// </summary>
internal sealed record SheetLetterId(SheetId Sheet, int Version, string Operator, int Replies) : LetterId(Operator)
{
    public static SheetLetterId? Read(SheetId sheet, string version, string asked)
    {
        var numbers = version.AsSpan();
        if (numbers.Length == 0 || numbers[0] != 'v')
        {
            return null;
        }

        var dash = numbers.IndexOf('-');
        var replies = 0;
        var isRead = IsNumber(dash < 0 ? numbers[1..] : numbers[1..dash], out var number) && (dash < 0 || IsNumber(numbers[(dash + 1)..], out replies));
        return isRead ? new SheetLetterId(sheet, number, asked, replies) : null;
    }

    public override string ToString() => Replies == 0
        ? FormattableString.Invariant($"{Sheet}.v{Version}.{Operator}")
        : FormattableString.Invariant($"{Sheet}.v{Version}-{Replies}.{Operator}");

    private static bool IsNumber(ReadOnlySpan<char> digits, out int number) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

/// <summary>
/// All that waits at a desk, for one purpose at one moment. Written <c>g-{scope}.{moment}-{purpose}.{operator}</c>, the scope a Region's code or
/// <c>all</c>, and the first letter of the axis of a desk that has one.
/// </summary>
/// <param name="Scope">A <see cref="DeskScope"/>.</param>
/// <param name="Moment">Digits: the Paris hour it was decided in, and more where an hour may hold two.</param>
internal sealed record DeskLetterId(string Scope, string Moment, LetterPurpose Purpose, string Operator) : LetterId(Operator)
{
    internal const string Prefix = "g-";
    private const string All = "all";

    public static DeskLetterId? Read(string scope, string moment, string asked) =>
        scope.StartsWith(Prefix, StringComparison.Ordinal) && ScopeOf(scope[Prefix.Length..]) is { } served
        && moment.Split('-') is [{ Length: > 0 } digits, var name] && digits.All(char.IsAsciiDigit)
        && Enum.TryParse<LetterPurpose>(name, ignoreCase: true, out var purpose) && !char.IsAsciiDigit(name[0])
            ? new DeskLetterId(served, digits, purpose, asked)
            : null;

    public override string ToString() => $"{Prefix}{NameOf(Scope)}.{Moment}-{NameOf(Purpose)}.{Operator}";

    private static string NameOf(LetterPurpose purpose) => purpose.ToString().ToLowerInvariant();

    /// <summary>An axis is written by its first letter: the whole must fit the address that a letter is answered at.</summary>
    private static string NameOf(string scope) =>
        (DeskScope.RegionOf(scope) is var region && region == DeskScope.AllRegions ? All : region) + DeskScope.AxisOf(scope)?[..1];

    private static string? ScopeOf(string text)
    {
        var region = text.StartsWith(All, StringComparison.Ordinal) ? All : text[..Math.Min(2, text.Length)];
        var axis = SheetWords.Axes.FirstOrDefault(axis => axis[..1] == text[region.Length..]);
        var isRegion = region == All || (region.Length == 2 && region.All(char.IsAsciiDigit));
        return isRegion && (axis is not null || text == region) ? DeskScope.Of(region == All ? DeskScope.AllRegions : region, axis) : null;
    }
}

/// <summary>Why a desk is written to about several sheets at once, and who is: the desk, its substitute, or who must know.</summary>
internal enum LetterPurpose
{
    /// <summary>First letters, gathered at the desk's hour.</summary>
    Digest,

    /// <summary>Five working days before the due day, on it, and three after.</summary>
    Reminder,

    /// <summary>To the substitute, five working days after the due day.</summary>
    Substitute,

    /// <summary>To the operator's regional head, ten working days after.</summary>
    Head,

    /// <summary>To the ministry, ten working days after.</summary>
    Ministry,

    /// <summary>To the substitute, since the desk declared an absence.</summary>
    Absence,

    /// <summary>To the substitute, since the desk's address refuses mail for good.</summary>
    Bounce,

    /// <summary>To a Region: the substitute was brought in, or nobody could be, since the desk did not answer.</summary>
    ToldSilence,

    /// <summary>To a Region: the substitute was brought in for an absence.</summary>
    ToldAbsence,

    /// <summary>To a Region: the desk's address refuses mail.</summary>
    ToldBounce,

    /// <summary>To a Region: the desk is back.</summary>
    ToldBack,

    /// <summary>To the desk: which dates of its promises are missing.</summary>
    FollowUp,

    /// <summary>To a Region, again: all answers are in, and it has done nothing about it.</summary>
    Settled,
}
