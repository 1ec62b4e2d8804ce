using ActionSheets.Drafts;
using ActionSheets.Reference;
using ActionSheets.Sheets;

namespace ActionSheets.Attachments;

/// <summary>
/// Bytes that no sheet and no draft has: an upload whose process was killed, a draft that was thrown away by one that was. Each has a promise, which
/// leads here once it has lapsed.
/// </summary>
public sealed class AttachmentOrphans(SheetStore sheets, DraftStore drafts, AttachmentStore lines, AttachmentFiles files, TimeProvider clock)
{
    /// <summary>Whether a held file has lost its draft without becoming part of a sheet.</summary>
    internal async Task<bool> HasNoDraft(AttachmentLine line, CancellationToken cancellationToken) =>
        line.Draft is { } draft
        && await drafts.Find(line.Id.Sheet.Region, draft, cancellationToken) is null

        // A submission removes the draft after it has made the sheet, which may have happened since it was looked for.
        && await sheets.Find(line.Id.Sheet, cancellationToken) is null;

    /// <summary>
    /// Clears a file away whose promise has lapsed; false when it is not the time. Order: the line says so, bytes. The line of a sheet stays, so
    /// that its number is not given again.
    /// </summary>
    internal async Task<bool> TryClear(AttachmentId id, CancellationToken cancellationToken)
    {
        if (await lines.Find(id, cancellationToken) is not { } line)
        {
            // Lines go last, after their bytes.
            return true;
        }

        if (line.At + AttachmentWaits.Lapse > Instant.NowOn(clock) || await IsBeingSubmitted(line, cancellationToken) || !await lines.TryLetGo(line))
        {
            return false;
        }

        await files.Remove(id);
        if (await HasNoDraft(line, CancellationToken.None))
        {
            await lines.Remove(id);
        }

        return true;
    }

    /// <summary>A submission may have seen a file that was let go of after; then the sheet will have it.</summary>
    private async Task<bool> IsBeingSubmitted(AttachmentLine line, CancellationToken cancellationToken) =>
        line.Draft is { } draft && await drafts.Find(line.Id.Sheet.Region, draft, cancellationToken) is { IsSubmitted: true };
}
