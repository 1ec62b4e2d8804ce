using ActionSheets.Attachments;
using ActionSheets.Sheets;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Reviews;

/// <summary>The files of a letter's sheets, for who answers without an account: those that its operator sees.</summary>
public sealed class LetterFiles(AttachmentStore lines, GivenFiles given)
{
    /// <summary>A sheet without any costs no read.</summary>
    internal async Task<IReadOnlyList<ShownAttachment>> Of(string token, Letter letter, LetterSheet sheet, CancellationToken cancellationToken) =>
    [
        .. (await lines.Of(sheet.Sheet.SeenBy(letter.Id.Operator), cancellationToken))
            .Select(file => ShownAttachment.Of(file, $"/avis/{token}/fichiers/{sheet.Stored.Id}/{Uri.EscapeDataString(file.Name)}")),
    ];

    internal async Task<IResult> Give(HttpContext context, Letter letter, string sheet, string name, CancellationToken cancellationToken) =>
        letter.Sheets.FirstOrDefault(one => one.Stored.Id.Value == sheet) is { } found
            ? await given.Give(context, found.Stored with { Sheet = found.Sheet.SeenBy(letter.Id.Operator) }, name, cancellationToken)
            : Problem.NotFound().ToResult();
}
