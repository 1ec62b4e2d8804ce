using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Web;

namespace ActionSheets.Attachments;

/// <summary>What a file goes with: the answer to a request, or a message; a file of the Region goes with neither.</summary>
internal readonly record struct AttachedWith(string? Request = null, int? Message = null);

/// <summary>
/// Attaches a file, whichever door it came through. Order: line (takes number and name), promise of a verdict, bytes, event, doorbell. Ended
/// anywhere before the event, nothing shows; the same file sent again goes on where the first time ended, and what nobody goes on with is
/// cleared away when its promise lapses.
/// </summary>
public sealed class AttachmentIntake(SheetStore sheets, AttachmentStore lines, AttachmentFiles files, AttachmentWaits waits, AttachmentBell bell, TimeProvider clock)
{
    internal const int MostFiles = 100;

    /// <summary>The file as it stands, and whether it is new; or why it was refused. The same content twice with the same answer or message is one file.</summary>
    internal async Task<AttachOutcome> Attach(
        SheetId sheet, Caller caller, UploadedFile sent, AttachedWith goesWith, CancellationToken cancellationToken)
    {
        AttachmentLine? line = null;
        while (true)
        {
            var stored = (await sheets.Find(sheet, cancellationToken))!;
            if (Refusal(stored.Sheet, Same(stored.Sheet, sent, goesWith) is null ? 1 : 0) is { } problem)
            {
                return new AttachOutcome(null, false, problem);
            }

            if (Same(stored.Sheet, sent, goesWith) is { } first)
            {
                var named = await lines.Of(stored.Sheet, cancellationToken);
                return new AttachOutcome(named[stored.Sheet.Attachments.IndexOf(first)], false, null);
            }

            line ??= await Place(sheet, stored.Sheet.Attachments.Select(file => file.Number), sent, draft: null, cancellationToken);

            // No token from here: what is committed is rung for.
            var entry = stored.Sheet.Next(Instant.NowOn(clock), caller.Actor, line.Attached with { Request = goesWith.Request, Answer = AnswerOf(stored.Sheet, goesWith.Request), Message = goesWith.Message }, new PrivateData(FileName: line.Name));
            if (await sheets.Append(stored, [entry]) is { } after)
            {
                await bell.Ring(line.Id);
                return new AttachOutcome(NamedAttachment.Of(after.Sheet.Attachments[^1], line.Name), true, null);
            }
        }
    }

    /// <summary>Why a sheet takes no files, or not so many more; null when it does.</summary>
    internal static Problem? Refusal(Sheet sheet, int more)
    {
        if (sheet.Status == SheetStatus.Withdrawn)
        {
            return Problem.WrongState("Cette fiche a été retirée.");
        }

        return more > 0 && sheet.Attachments.Length + more > MostFiles ? Problem.WrongState($"Une fiche porte au plus {MostFiles} pièces jointes.") : null;
    }

    /// <summary>
    /// This content, where this answer or message has it already: what goes with another answer has readers of its own. What a scanner could not look at may
    /// be sent once more.
    /// </summary>
    internal static Attachment? Same(Sheet sheet, UploadedFile sent, AttachedWith goesWith) =>
        sheet.Attachments.FirstOrDefault(file => file.Sha256 == sent.Sha256 && file.Request == goesWith.Request && file.Message == goesWith.Message && file.State != AttachmentState.Failed);

    private static int? AnswerOf(Sheet sheet, string? request) => request is null ? null : sheet.RequestById(request)?.Answer?.Number;

    /// <summary>A line of this content's own whose blob holds it: one that an upload which has not ended left, or a new one.</summary>
    /// <param name="ended">Numbers of the uploads that have.</param>
    /// <param name="draft">What the file comes to; null for the sheet itself.</param>
    internal async Task<AttachmentLine> Place(SheetId sheet, IEnumerable<int> ended, UploadedFile sent, Guid? draft, CancellationToken cancellationToken)
    {
        var known = ended.ToHashSet();
        while (true)
        {
            var all = await lines.Lines(sheet, cancellationToken);
            var left = all.FirstOrDefault(left => left.Sha256 == sent.Sha256 && !left.IsLetGo && !known.Contains(left.Id.Number));
            var line = left is null ? await lines.TryAdd(NewLine(sheet, all, sent) with { Draft = draft }, cancellationToken) : await lines.TryClaim(left, cancellationToken);
            if (line is null)
            {
                continue;
            }

            await waits.Promise(line.Id, cancellationToken);
            if (await files.TryKeep(line.Id, sent.Content, sent.Sha256, cancellationToken))
            {
                return line;
            }

            known.Add(line.Id.Number);
        }
    }

    private static AttachmentLine NewLine(SheetId sheet, IReadOnlyList<AttachmentLine> taken, UploadedFile sent)
    {
        var id = new AttachmentId(sheet, taken.Select(line => line.Id.Number).DefaultIfEmpty().Max() + 1);
        var name = FileName.MakeUnique(FileName.Of(sent.SentName, sent.Type), taken.Where(line => !line.IsLetGo).Select(line => line.Name));
        return new AttachmentLine(id, name, sent.Type.MediaType, sent.Length, sent.Sha256);
    }
}
