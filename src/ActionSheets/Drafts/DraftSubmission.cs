using System.Text.Json;
using ActionSheets.Reference;
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
    DraftStore drafts, DraftFiles files, SheetIntake intake, SheetCorrections corrections, SheetRights rights, SheetStore sheets, ReferenceData reference, TimeProvider clock)
{
    /// <param name="validatedBy">Who signed it first; null where nobody does.</param>
    internal async Task<SubmittedDraft> Submit(Draft draft, Caller caller, CancellationToken cancellationToken, string? validatedBy = null)
    {
        using var content = JsonDocument.Parse(draft.Content);
        if (!draft.IsSubmitted && SheetForm.Read(content.RootElement, reference, ParisDay.Of(clock.GetUtcNow())) is SheetReading.Invalid invalid)
        {
            return SubmittedDraft.Refused(Problem.Invalid(invalid.Errors));
        }

        if (!draft.IsSubmitted && !await drafts.Replace(draft, draft with { IsSubmitted = true }))
        {
            return SubmittedDraft.Refused(Problem.StaleVersion());
        }

        var submitted = draft.Corrects is { } corrected
            ? await Correct(draft, corrected, caller, content.RootElement, validatedBy, cancellationToken)
            : await Create(draft, caller, content.RootElement, validatedBy, cancellationToken);
        await Settle(draft, submitted.Problem is null, cancellationToken);
        return submitted;
    }

    /// <summary>The sheet this draft had already become when it was asked for again; null when it never was one.</summary>
    internal async Task<SubmittedDraft?> Find(string region, Guid draft, CancellationToken cancellationToken)
    {
        var id = SheetId.For(region, draft);
        return await sheets.FindSubmission(id, draft, cancellationToken) is { IsAccepted: true } record
            ? new SubmittedDraft(await sheets.SheetAt(id, record.JournalLength, cancellationToken), await sheets.Body(id, record.Version, cancellationToken), true, null)
            : null;
    }

    private async Task<SubmittedDraft> Create(Draft draft, Caller caller, JsonElement content, string? validatedBy, CancellationToken cancellationToken)
    {
        var submission = new Submission(draft.Region, caller.Email, draft.Id, content, draft.Content) { Files = await files.Of(draft, cancellationToken), ValidatedBy = validatedBy };
        switch (await intake.Accept(submission, cancellationToken))
        {
            case IntakeResult.Accepted accepted:
                await files.Settle(accepted.Sheet);
                return new SubmittedDraft(accepted.Sheet, accepted.Body, accepted.IsReplay, null);
            case IntakeResult.KeyReused:
                return SubmittedDraft.Refused(Problem.KeyReused());
            case IntakeResult.NotYours notYours:
                return SubmittedDraft.Refused(Problem.NotLed(notYours.TerritoryName));
            case IntakeResult.Invalid invalid:
                return SubmittedDraft.Refused(Problem.Invalid(invalid.Errors));
            default:
                throw new NotSupportedException("An intake has four results.");
        }
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
