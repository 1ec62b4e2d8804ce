using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Sheets;
using ActionSheets.Web;

namespace ActionSheets.Drafts;

/// <summary>
/// The second signature of Regions that want one: the validator is asked by a signed link about one revision, and signs it, which submits the
/// draft in the name of who asked, or sends it back with a reason. Order: the draft says so first, then the mail is owed; killed in between,
/// the same button owes it again.
/// </summary>
public sealed class DraftSigning(
    DraftStore drafts, DraftSubmission submission, SheetIntake intake, RegionRegister regions, DraftLetters letters, TimeProvider clock)
{
    /// <summary>Who signs before a draft of this Region is submitted; null where nobody does.</summary>
    internal async Task<string?> ValidatorOf(string region, bool byApi, CancellationToken cancellationToken) =>
        await regions.Find(region, cancellationToken) is { Validator: { } validator } settings && (!byApi || settings.ValidatesApi) ? validator : null;

    /// <summary>Asks the validator; the problem when the draft could not be submitted as it stands.</summary>
    internal async Task<Problem?> Ask(Draft draft, Caller caller, string validator, CancellationToken cancellationToken)
    {
        using var content = JsonDocument.Parse(draft.Content);
        switch (intake.Refusal(new Submission(draft.Region, caller.Email, draft.Id, content.RootElement, draft.Content)))
        {
            case IntakeResult.NotYours notYours:
                return Problem.NotLed(notYours.TerritoryName);
            case IntakeResult.Invalid invalid:
                return Problem.Invalid(invalid.Errors);
        }

        var asked = draft is { AwaitsSignature: true, Signature: { } standing } && standing.Validator == validator
            ? standing
            : new Signature((draft.Signature?.Number ?? 0) + 1, draft.Revision, validator, caller.Email, Instant.NowOn(clock));
        if (asked != draft.Signature && !await drafts.Replace(draft, draft with { Signature = asked }))
        {
            return Problem.StaleVersion();
        }

        await letters.OweSigning(draft, asked, CancellationToken.None);
        return null;
    }

    /// <summary>Submits the draft as signed, in the name of who asked.</summary>
    internal async Task<SubmittedDraft> Sign(Draft draft, CancellationToken cancellationToken)
    {
        var signature = draft.Signature!;
        var submitted = await submission.Submit(
            draft, new Caller(Who.Region, draft.Region, null, signature.AskedBy, signature.AskedBy), signature.Validator, cancellationToken);
        if (submitted.Sheet is { } sheet)
        {
            await letters.OweSigned(draft, signature, sheet.Id, CancellationToken.None);
        }

        return submitted;
    }

    /// <summary>Sends the draft back; false when it changed meanwhile.</summary>
    internal async Task<bool> Return(Draft draft, string reason)
    {
        var returned = draft.Signature! with { ReturnedAt = Instant.NowOn(clock), Reason = reason };
        if (!await drafts.Replace(draft, draft with { Signature = returned }))
        {
            return false;
        }

        await letters.OweReturn(draft, returned, CancellationToken.None);
        return true;
    }
}
