using System.Globalization;
using System.Text.RegularExpressions;
using ActionSheets.Sheets;

namespace ActionSheets.Replies;

/// <summary>What a reply seems to say: proposed to its author, never recorded as it is.</summary>
/// <param name="Day">The first that is named, whatever it is for.</param>
/// <param name="ValidUntil">Of an agreement; only where the words say that it is valid until then.</param>
internal sealed record ReadReply(string? Kind, decimal? Amount, DateOnly? Day, DateOnly? ValidUntil, string Text);

/// <summary>Reads a commitment's word, amount and day out of what a person wrote above the quoted letter.</summary>
internal static partial class ReplyReading
{
    private const int LongestText = 4000;

    public static ReadReply Of(string text, DateOnly today)
    {
        var own = OwnWords(text);
        return new ReadReply(KindOf(own), AmountIn(own), AutoReply.DayIn(own, today), AutoReply.DayAfter(Validity(), own, today), own);
    }

    /// <summary>Everything before the first quoted line or the head of the quoted mail.</summary>
    public static string OwnWords(string text)
    {
        var lines = text.Split('\n').TakeWhile(line => !Quote().IsMatch(line));
        var own = string.Join('\n', lines).Trim();
        return own[..Math.Min(own.Length, LongestText)];
    }

    /// <summary>A refusal is looked for first: « pas d'accord » holds « accord ».</summary>
    private static string? KindOf(string own)
    {
        (Regex Words, string Kind)[] kinds =
        [
            (Refusal(), AnswerKinds.Refused), (OutOfScope(), AnswerKinds.OutOfScope), (Accelerated(), AnswerKinds.AcceleratedAppraisal),
            (Agreement(), AnswerKinds.AgreementInPrinciple), (Question(), AnswerKinds.Question),
        ];
        return Array.Find(kinds, kind => kind.Words.IsMatch(own)).Kind;
    }

    private static decimal? AmountIn(string own)
    {
        var match = Amount().Match(own);
        if (!match.Success)
        {
            return null;
        }

        var digits = string.Concat(match.Groups["n"].Value.Where(character => char.IsAsciiDigit(character) || character == ',')).Replace(',', '.');
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
        {
            return null;
        }

        return match.Groups["unit"].Value.ToUpperInvariant() switch
        {
            "K€" => amount * 1_000,
            "M€" or "MILLIONS D'EUROS" or "MILLION D'EUROS" => amount * 1_000_000,
            _ => amount,
        };
    }

    [GeneratedRegex(@"^\s*>|^\s*(?:le|on)\b.{0,200}\b(?:a écrit|wrote)\s*:\s*$|^\s*-{2,}\s*(?:message d.origine|message transféré|original message)|^\s*(?:de|from)\s*:\s.*@|^_{10,}", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quote();

    [GeneratedRegex(@"\b(?:refus\w*|défavorable|pas d.accord|ne (?:peut|pouvons|souhait\w+) pas)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Refusal();

    [GeneratedRegex(@"\b(?:hors (?:de )?(?:notre )?(?:champ|périmètre)|pas de notre ressort|pas éligible|non éligible)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OutOfScope();

    [GeneratedRegex(@"\binstruction accélérée\b|\bouv(?:rons|rir|erture de) l.instruction\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Accelerated();

    [GeneratedRegex(@"\baccord de principe\b|\bd.accord\b|\bavis favorable\b|\bfavorable\b|\bnous accordons\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Agreement();

    [GeneratedRegex(@"\b(?:valables?|valides?|validité)\b[^\n.;]{0,40}?\bjusqu.au\s+(?:\p{L}+\s+)?(?<day>\d{1,2}[^\n.,;]{0,30})", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Validity();

    [GeneratedRegex(@"\?\s*$|\bquestion\b|\bpréciser\b", RegexOptions.IgnoreCase | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Question();

    [GeneratedRegex(@"(?<![\d/])(?<n>\d{1,3}(?:[  .]\d{3})+(?:,\d{1,2})?|\d+(?:,\d{1,2})?)\s*(?<unit>k€|M€|€|euros?|millions? d.euros)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Amount();
}
