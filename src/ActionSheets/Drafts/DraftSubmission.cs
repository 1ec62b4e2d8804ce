using System.Text.Json;
using ActionSheets.Sheets;
using ActionSheets.Web;

namespace ActionSheets.Drafts;

/// <summary>The sheet a draft became, or why it did not.</summary>
internal sealed record SubmittedDraft(Sheet? Sheet, ReadOnlyMemory<byte> Body, bool IsReplay, Problem? Problem)
{
    public static SubmittedDraft Refused(Problem problem) => new(null, default, false, problem);
}

/// <summary>
/// Makes a sheet of a draft. Order: rules, mark, sheet with its files, draft removed. The mark stops saves, so what is submitted is what was last
/// saved; killed anywhere, the same call again finishes, because the draft's id is the key.
/// </summary>
public sealed class DraftSubmission(
    DraftStore drafts, DraftFiles files, SheetIntake intake, SheetCorrections corrections, SheetRights rights, SheetStore sheets)
{
    /// <param name="validatedBy">Who signed it first; null where nobody does.</param>
    internal async Task<SubmittedDraft> Submit(Draft draft, Caller caller, string? validatedBy, CancellationToken cancellationToken)
    {
        using var content = JsonDocument.Parse(draft.Content);
        if (!draft.IsSubmitted && intake.Refusal(new Submission(draft.Region, caller.Email, draft.Id, content.RootElement, draft.Content)) is { } refused)
        {
            return SubmittedDraft.Refused(ProblemOf(refused));
        }

        if (!draft.IsSubmitted && !await drafts.Replace(draft, draft with { IsSubmitted = true }))
        {
            return await Overtaken(draft, caller, validatedBy, cancellationToken);
        }

        var submitted = draft.Corrects is { } corrected
            ? await Correct(draft, corrected, caller, content.RootElement, validatedBy, cancellationToken)
            : await Create(draft, caller, content.RootElement, validatedBy, cancellationToken);
        await Settle(draft, submitted.Problem is null, cancellationToken);
        return submitted;
    }

    /// <summary>What a person is told whose correction changes nothing; a script may make a version of the same content. Null when there is nothing to tell.</summary>
    internal async Task<Problem?> Unchanged(Draft draft, Caller caller, CancellationToken cancellationToken)
    {
        if (draft is not { Corrects: { } corrected, IsSubmitted: false } || await rights.Find(corrected.Sheet, caller, cancellationToken) is not { Sheet: var sheet })
        {
            return null;
        }

        using var content = JsonDocument.Parse(draft.Content);
        return Fingerprint.TryOf(content.RootElement, out var fingerprint) && fingerprint == sheet.BodySha256
            ? Problem.Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                [""] = [FormattableString.Invariant($"Rien n'a changé depuis la version {sheet.Version} : corrigez la fiche avant de déposer, ou supprimez ce brouillon.")],
            })
            : null;
    }

    /// <summary>The sheet this draft had already become when it was asked for again; null when it never was one.</summary>
    internal async Task<SubmittedDraft?> Find(string region, Guid draft, CancellationToken cancellationToken)
    {
        var id = SheetId.For(region, draft);
        return await sheets.FindSubmission(id, draft, cancellationToken) is { IsAccepted: true } record
            ? new SubmittedDraft(await sheets.SheetAt(id, record.JournalLength, cancellationToken), await sheets.Body(id, record.Version, cancellationToken), true, null)
            : null;
    }

    private static Problem ProblemOf(IntakeResult refused) => refused switch
    {
        IntakeResult.KeyReused => Problem.KeyReused(),
        IntakeResult.NotYours notYours => Problem.NotLed(notYours.TerritoryName),
        IntakeResult.Invalid invalid => Problem.Invalid(invalid.Errors),
        _ => throw new NotSupportedException("Three of the four results of an intake are refusals."),
    };

    /// <summary>The same call at the same time was faster, and gets the same answer; or someone has saved or removed the draft meanwhile.</summary>
    private async Task<SubmittedDraft> Overtaken(Draft draft, Caller caller, string? validatedBy, CancellationToken cancellationToken) =>
        await drafts.Find(draft.Region, draft.Id, cancellationToken) switch
        {
            { IsSubmitted: true } marked when marked.Revision == draft.Revision => await Submit(marked, caller, validatedBy, cancellationToken),
            null when await Find(draft.Region, draft.Id, cancellationToken) is { } earlier => earlier,
            _ => SubmittedDraft.Refused(Problem.StaleVersion()),
        };

    private async Task<SubmittedDraft> Create(Draft draft, Caller caller, JsonElement content, string? validatedBy, CancellationToken cancellationToken)
    {
        var submission = new Submission(draft.Region, caller.Email, draft.Id, content, draft.Content) { Files = await files.Of(draft, cancellationToken), ValidatedBy = validatedBy };
        var result = await intake.Accept(submission, cancellationToken);
        if (result is not IntakeResult.Accepted accepted)
        {
            return SubmittedDraft.Refused(ProblemOf(result));
        }

        await files.Settle(accepted.Sheet);
        return new SubmittedDraft(accepted.Sheet, accepted.Body, accepted.IsReplay, null);
    }

    private async Task<SubmittedDraft> Correct(Draft draft, Corrected corrected, Caller caller, JsonElement content, string? validatedBy, CancellationToken cancellationToken)
    {
        var (stored, problem) = await rights.FindToChange(corrected.Sheet, caller, cancellationToken);
        if (problem is not null)
        {
            return SubmittedDraft.Refused(problem);
        }

        return await corrections.Accept(new Correction(stored!, caller, draft.Id, content, draft.Content, corrected.ETag) { ValidatedBy = validatedBy }, cancellationToken) switch
        {
            CorrectionResult.Accepted accepted => new SubmittedDraft(accepted.Sheet, accepted.Body, accepted.IsReplay, null),
            var refused => SubmittedDraft.Refused(refused.ToProblem()),
        };
    }

    private async Task Settle(Draft draft, bool isSubmitted, CancellationToken cancellationToken)
    {
        if (await drafts.Find(draft.Region, draft.Id, cancellationToken) is not { IsSubmitted: true } marked)
        {
            return;
        }

        if (isSubmitted)
        {
            await drafts.Remove(marked);
        }
        else
        {
            await drafts.Replace(marked, marked with { IsSubmitted = false });
        }
    }
}
