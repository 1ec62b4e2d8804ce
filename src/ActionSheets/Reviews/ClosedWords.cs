using ActionSheets.Reference;
using ActionSheets.Sheets;

namespace ActionSheets.Reviews;

/// <summary>Why a request of a letter takes no answer any more.</summary>
internal static class ClosedWords
{
    public const string Cancelled = "Cette demande a été annulée.";

    /// <summary>Null while it takes one.</summary>
    public static string? Of(Sheet sheet, Request request) => Of(sheet) ?? (request.Status == RequestStatus.Cancelled ? Cancelled : null);

    /// <summary>Of a sheet that has ended; null while it has not.</summary>
    public static string? Of(Sheet sheet) => sheet.Withdrawal is { } withdrawal
        ? $"La Région a retiré cette fiche le {French.Day(ParisDay.Of(withdrawal.At))} (« {withdrawal.Reason} ») : il n'y a plus rien à y répondre."
        : null;
}
