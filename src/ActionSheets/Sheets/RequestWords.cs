using System.Text.Json;
using ActionSheets.Mail;
using ActionSheets.Reviews;

namespace ActionSheets.Sheets;

/// <summary>A request as people know it: by what it asks, and not by its number.</summary>
internal static class RequestWords
{
    private const int LongestQuote = 160;

    /// <summary>« Prêter 500 000 € à l'entreprise », or its kind and amount where the version does not ask it.</summary>
    public static string Of(Request request, JsonElement sent) => SheetView.TextOf(request, sent) is { } text ? Quote(text) : KindOf(request);

    /// <summary>Kind, amount, and what is asked.</summary>
    public static string Whole(Request request, JsonElement sent) => SheetView.TextOf(request, sent) is { } text ? $"{KindOf(request)} : {Quote(text)}" : KindOf(request);

    /// <summary>The beginning of a text, in one line.</summary>
    public static string Quote(string text)
    {
        var line = MailRenderer.OneLine(text);
        return $"« {(line.Length <= LongestQuote ? line : string.Concat(line.AsSpan(0, LongestQuote).TrimEnd(), "…"))} »";
    }

    private static string KindOf(Request request) => $"{LetterMail.KindOf(request)}, {LetterMail.AmountOf(request)}";
}
