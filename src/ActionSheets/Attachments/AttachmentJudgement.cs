using ActionSheets.Reference;
using ActionSheets.Sheets;

namespace ActionSheets.Attachments;

/// <summary>
/// Has one file looked at, and writes down what was found. Order: scan, event, promise kept. Runs as often as it likes. The verdict on a file of a
/// draft stands in its line until there is a sheet. A file that turns out to be nobody's goes when its promise lapses.
/// </summary>
public sealed class AttachmentJudgement(
    SheetStore sheets, AttachmentStore lines, AttachmentWaits waits, AttachmentOrphans orphans, IAttachmentScanner scanner, TimeProvider clock)
{
    internal const string Actor = "product";

    internal async Task Judge(AttachmentId id, CancellationToken cancellationToken)
    {
        var stored = await sheets.Find(id.Sheet, cancellationToken);
        if (await FileOf(stored, id, cancellationToken) is not { } file)
        {
            await WaitForCommit(id, cancellationToken);
            return;
        }

        if (file.State == AttachmentState.Quarantine)
        {
            var result = await scanner.Scan(id, file, cancellationToken);
            if (result.Verdict is null)
            {
                await waits.Postpone(id, cancellationToken);
                return;
            }

            await Record(id, stored, new FileJudged(id.Number, result.Verdict, scanner.Name, result.Threat));
        }

        await waits.Keep(id, CancellationToken.None);
    }

    /// <summary>As its sheet tells of it; before there is one, as the draft that will be the sheet holds it.</summary>
    private async Task<Attachment?> FileOf(StoredSheet? stored, AttachmentId id, CancellationToken cancellationToken)
    {
        if (stored is not null)
        {
            return FileOf(stored, id);
        }

        var line = await lines.Find(id, cancellationToken);
        return line is { IsHeld: true } && !await orphans.HasNoDraft(line, cancellationToken) ? Attachment.Of(line.Attached, Instant.NowOn(clock)) with { State = line.Named.State } : null;
    }

    private static Attachment? FileOf(StoredSheet? stored, AttachmentId id) => stored?.Sheet.Attachments.FirstOrDefault(file => file.Number == id.Number);

    private async Task Record(AttachmentId id, StoredSheet? before, FileJudged judged)
    {
        if (before is null)
        {
            // The draft may have become a sheet meanwhile, without this verdict.
            await lines.Note(id, judged);
            before = await sheets.Find(id.Sheet, CancellationToken.None);
        }

        while (before is not null && FileOf(before, id) is { State: AttachmentState.Quarantine }
            && await sheets.Append(before, [before.Sheet.Next(Instant.NowOn(clock), Actor, judged)]) is null)
        {
            before = await sheets.Find(id.Sheet, CancellationToken.None);
        }
    }

    /// <summary>No event and no draft: its commit is still on its way, or never came, or its draft is gone.</summary>
    private async Task WaitForCommit(AttachmentId id, CancellationToken cancellationToken)
    {
        if (await waits.Since(id, cancellationToken) is { } since && since + AttachmentWaits.Lapse < Instant.NowOn(clock) && await orphans.TryClear(id, cancellationToken))
        {
            await waits.Keep(id, CancellationToken.None);
        }
        else
        {
            await waits.Postpone(id, cancellationToken);
        }
    }
}
