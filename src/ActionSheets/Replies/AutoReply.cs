using System.Globalization;
using System.Text.RegularExpressions;

namespace ActionSheets.Replies;

/// <summary>Tells what a machine wrote from what a person did (RFC 3834), and until when a person is away.</summary>
internal static partial class AutoReply
{
    private static readonly string[] Months =
        ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

    /// <summary>True for anything that must never be answered.</summary>
    public static bool IsMachine(InboundMail mail) =>
        mail.Header("Auto-Submitted") is { } submitted && !submitted.StartsWith("no", StringComparison.OrdinalIgnoreCase)
        || mail.Header("X-Autoreply") is not null || mail.Header("X-Autorespond") is not null || mail.Header("List-Id") is not null
        || mail.Header("Precedence") is { } precedence && Precedences().IsMatch(precedence)
        || mail.Header("Return-Path") == "<>"
        || mail.From.Length == 0 || Machines().IsMatch(mail.From) || IsAbsence(mail);

    /// <summary>True when a person is away, by the machine's own words.</summary>
    public static bool IsAbsence(InboundMail mail) => Absences().IsMatch(mail.Subject);

    /// <summary>The last day of the absence: the day named by « jusqu'au », or the one before « de retour le »; null when none is named.</summary>
    public static DateOnly? LastDay(InboundMail mail, DateOnly today)
    {
        var text = mail.Subject + "\n" + mail.Text;
        if (DayAfter(Until(), text, today) is { } last)
        {
            return last;
        }

        return DayAfter(Back(), text, today)?.AddDays(-1);
    }

    /// <summary>The day in the group <c>day</c> of what is found first.</summary>
    public static DateOnly? DayAfter(Regex words, string text, DateOnly today) => words.Match(text) is { Success: true } found ? DayIn(found.Groups["day"].Value, today) : null;

    /// <summary><c>12 avril 2019</c>, <c>12 avril</c> (the next one) or <c>12/04/2019</c>.</summary>
    public static DateOnly? DayIn(string text, DateOnly today)
    {
        var match = Day().Match(text);
        if (!match.Success || !int.TryParse(match.Groups["d"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var day))
        {
            return null;
        }

        var month = match.Groups["name"].Success
            ? Array.FindIndex(Months, name => string.Equals(name, match.Groups["name"].Value, StringComparison.OrdinalIgnoreCase)) + 1
            : int.Parse(match.Groups["m"].Value, CultureInfo.InvariantCulture);
        var year = match.Groups["y"].Success ? int.Parse(match.Groups["y"].Value, CultureInfo.InvariantCulture) : today.Year;
        if (month is < 1 or > 12 || year is < 2000 or > 2100 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return null;
        }

        var found = new DateOnly(year, month, day);
        return match.Groups["y"].Success || found >= today ? found : found.AddYears(1);
    }

    private const string DayPattern = @"(?<d>\d{1,2})(?:er)?(?:/(?<m>\d{1,2})(?:/(?<y>\d{4}))?|\s+(?<name>janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)(?:\s+(?<y>\d{4}))?)";

    [GeneratedRegex(DayPattern, RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Day();

    [GeneratedRegex(@"jusqu.au\s+(?:\w+\s+)?(?<day>\d{1,2}[^\n.,;]{0,30})", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Until();

    [GeneratedRegex(@"retour\s+(?:le\s+|au bureau le\s+|prévu le\s+)(?:\w+\s+)?(?<day>\d{1,2}[^\n.,;]{0,30})", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Back();

    [GeneratedRegex(@"^\s*(?:re\s*:\s*)?(?:réponse automatique|absence du bureau|absent|message d.absence|automatic reply|out of office|autoreply)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Absences();

    [GeneratedRegex("^(?:bulk|junk|list|auto_reply)$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Precedences();

    [GeneratedRegex("^(?:mailer-daemon|postmaster|no-?reply|ne-pas-repondre|noreply)@", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Machines();
}
