using ActionSheets.Attachments;
using ActionSheets.Sheets;
using ActionSheets.Web;

namespace ActionSheets.Drafts;

/// <summary>
/// The files of a draft. They are those of the sheet that the draft becomes, whose id is known: line, bytes and verdict stand where they will stay,
/// and the events come with the submission. Order: line, promise of a verdict, bytes, hold, doorbell; then whether the draft is still one. What goes
/// is promised first too: killed on the way, the promise leads <see cref="AttachmentOrphans"/> to it.
/// </summary>
public sealed class DraftFiles(
    DraftStore drafts, SheetStore sheets, AttachmentStore lines, AttachmentIntake intake, AttachmentFiles files, AttachmentWaits waits, AttachmentBell bell)
{
    /// <summary>Two events each fit the transaction of a submission, beside the largest sheet.</summary>
    internal const int MostFiles = 20;

    /// <summary>In the order they came. A correction has none: files belong to its sheet.</summary>
    internal async Task<IReadOnlyList<AttachmentLine>> Of(Draft draft, CancellationToken cancellationToken) =>
        draft.Corrects is null ? [.. (await lines.Lines(SheetOf(draft), cancellationToken)).Where(line => line.IsHeld)] : [];

    internal async Task<AttachmentLine?> Find(Draft draft, string name, CancellationToken cancellationToken) =>
        (await Of(draft, cancellationToken)).FirstOrDefault(line => line.Name == name);

    /// <summary>The file as it stands, and whether it is new; or why it was refused. The same content twice is one file.</summary>
    internal async Task<AttachOutcome> Attach(Draft draft, Caller caller, UploadedFile sent, CancellationToken cancellationToken)
    {
        while (true)
        {
            var held = await Of(draft, cancellationToken);
            if (held.FirstOrDefault(line => line.Sha256 == sent.Sha256 && line.Named.State != AttachmentState.Failed) is { } same)
            {
                return new AttachOutcome(same.Named, false, null);
            }

            if (Refusal(draft, held.Count) is { } problem)
            {
                return new AttachOutcome(null, false, problem);
            }

            var line = await intake.Place(SheetOf(draft), held.Select(line => line.Id.Number), sent, draft.Id, cancellationToken);
            if (!await lines.TryHold(line))
            {
                continue;
            }

            await bell.Ring(line.Id);
            return await drafts.Find(draft.Region, draft.Id, CancellationToken.None) is { IsSubmitted: false } ? new AttachOutcome(line.Named, true, null) : await Follow(draft, caller, sent, line);
        }
    }

    /// <summary>Null when the draft has the file no more.</summary>
    internal async Task<Problem?> LetGo(Draft draft, AttachmentLine line)
    {
        if (draft.IsSubmitted)
        {
            return Submitted();
        }

        // A submission that is under way may have seen the file: then it stays, and so do its bytes.
        await waits.Promise(line.Id, CancellationToken.None);
        await lines.LetGo(line.Id);
        if (await drafts.Find(draft.Region, draft.Id, CancellationToken.None) is not { IsSubmitted: false })
        {
            return Submitted();
        }

        await files.Remove(line.Id);
        await waits.Keep(line.Id, CancellationToken.None);
        return null;
    }

    /// <summary>Before the draft is removed: whatever of its files is left then is looked at again.</summary>
    internal async Task PromiseAll(Draft draft, CancellationToken cancellationToken)
    {
        foreach (var line in draft.Corrects is null ? await lines.Lines(SheetOf(draft), cancellationToken) : [])
        {
            await waits.Promise(line.Id, cancellationToken);
        }
    }

    /// <summary>After the draft itself.</summary>
    internal async Task RemoveAll(Draft draft)
    {
        foreach (var line in await lines.Lines(SheetOf(draft), CancellationToken.None))
        {
            await Remove(line);
        }
    }

    /// <summary>A verdict that came while the sheet was made is in its line only: the scanner looks once more.</summary>
    internal async Task Settle(Sheet sheet)
    {
        foreach (var file in sheet.Attachments.Where(file => file.State == AttachmentState.Quarantine))
        {
            var id = new AttachmentId(SheetId.Parse(sheet.Id), file.Number);
            await waits.Promise(id, CancellationToken.None);
            await bell.Ring(id);
        }
    }

    internal static SheetId SheetOf(Draft draft) => SheetId.For(draft.Region, draft.Id);

    private static Problem? Refusal(Draft draft, int held) => draft switch
    {
        { IsSubmitted: true } => Submitted(),
        { Corrects: not null } => Problem.WrongState("Les pièces jointes s'ajoutent sur la page de la fiche."),
        _ when held >= MostFiles => Problem.WrongState($"Un brouillon porte au plus {MostFiles} pièces jointes. Les autres s'ajoutent sur la page de la fiche, une fois déposée."),
        _ => null,
    };

    private static Problem Submitted() => Problem.WrongState("Ce brouillon est déposé : les pièces jointes se gèrent sur la page de la fiche.");

    /// <summary>The draft was submitted or thrown away while the file came: it goes to the sheet, or away.</summary>
    private async Task<AttachOutcome> Follow(Draft draft, Caller caller, UploadedFile sent, AttachmentLine line)
    {
        if (await sheets.Find(SheetOf(draft), CancellationToken.None) is not null)
        {
            return await intake.Attach(SheetOf(draft), caller, sent, default, CancellationToken.None);
        }

        if (await drafts.Find(draft.Region, draft.Id, CancellationToken.None) is null)
        {
            await Remove(line);
            return new AttachOutcome(null, false, Problem.NotFound());
        }

        return new AttachOutcome(null, false, Submitted());
    }

    private async Task Remove(AttachmentLine line)
    {
        await files.Remove(line.Id);
        await lines.Remove(line.Id);
        await waits.Keep(line.Id, CancellationToken.None);
    }
}
