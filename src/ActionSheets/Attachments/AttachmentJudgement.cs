using ActionSheets.Reference;
using ActionSheets.Sheets;

namespace ActionSheets.Attachments;

/// <summary>Has one file looked at, and writes down what was found. Order: scan, event, promise kept. Runs as often as it likes.</summary>
public sealed class AttachmentJudgement(SheetStore sheets, AttachmentWaits waits, IAttachmentScanner scanner, TimeProvider clock)
{
    private const string Actor = "product";

    internal async Task Judge(AttachmentId id, CancellationToken cancellationToken)
    {
        var stored = await sheets.Find(id.Sheet, cancellationToken);
        if (FileOf(stored, id) is not { } file)
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

            await Record(id, stored!, new FileJudged(id.Number, result.Verdict, scanner.Name, result.Threat));
        }

        await waits.Keep(id, CancellationToken.None);
    }

    private static Attachment? FileOf(StoredSheet? stored, AttachmentId id) => stored?.Sheet.Attachments.FirstOrDefault(file => file.Number == id.Number);

    private async Task Record(AttachmentId id, StoredSheet before, FileJudged judged)
    {
        while (FileOf(before, id)!.State == AttachmentState.Quarantine
            && await sheets.Append(before, [before.Sheet.Next(Instant.NowOn(clock), Actor, judged)]) is null)
        {
            before = (await sheets.Find(id.Sheet, CancellationToken.None))!;
        }
    }

    /// <summary>No event: its commit is still on its way, or never came.</summary>
    private async Task WaitForCommit(AttachmentId id, CancellationToken cancellationToken)
    {
        if (await waits.Since(id, cancellationToken) is { } since && since + AttachmentWaits.Lapse < Instant.NowOn(clock))
        {
            await waits.Keep(id, cancellationToken);
        }
        else
        {
            await waits.Postpone(id, cancellationToken);
        }
    }
}
