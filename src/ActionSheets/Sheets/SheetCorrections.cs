using System.Text.Json;
using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Web;

namespace ActionSheets.Sheets;

/// <summary>A later version of a sheet, as sent.</summary>
/// <param name="IfMatch">The tag of the version it corrects.</param>
internal sealed record Correction(StoredSheet Sheet, Caller Caller, Guid Key, JsonElement Content, ReadOnlyMemory<byte> Bytes, string IfMatch)
{
    /// <inheritdoc cref="Submission.ValidatedBy" />
    public string? ValidatedBy { get; init; }
}

/// <summary>What became of a correction; every door answers each case.</summary>
internal abstract record CorrectionResult
{
    private CorrectionResult()
    {
    }

    internal sealed record Accepted(Sheet Sheet, ReadOnlyMemory<byte> Body, bool IsReplay) : CorrectionResult;

    internal sealed record KeyReused : CorrectionResult;

    internal sealed record Stale : CorrectionResult;

    internal sealed record Closed : CorrectionResult;

    internal sealed record NotYours(string TerritoryName) : CorrectionResult;

    internal sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : CorrectionResult;

    /// <summary>Why it was refused, the same at every door.</summary>
    public Problem ToProblem() => this switch
    {
        KeyReused => Problem.KeyReused(),
        Stale => Problem.StaleVersion(),
        Closed => Problem.WrongState("Cette fiche a été retirée."),
        NotYours notYours => Problem.NotLed(notYours.TerritoryName),
        Invalid invalid => Problem.Invalid(invalid.Errors),
        _ => throw new NotSupportedException("Five of the six results are refusals."),
    };
}

/// <summary>
/// Accepts a later version: the same rules as the first, the tag of the one before, one transaction with the letters it owes. Answers that
/// no longer fit what they answered are to be reconfirmed.
/// </summary>
public sealed class SheetCorrections(ReferenceData reference, SheetStore store, SheetIndex index, Receipts receipts, Outbox outbox, TimeProvider clock)
{
    private static readonly string[] Material = ["budget", "fundingPlan", "partners", "territoryId"];

    internal async Task<CorrectionResult> Accept(Correction correction, CancellationToken cancellationToken)
    {
        if (await Replay(correction, cancellationToken) is { } replay)
        {
            return replay;
        }

        var sheet = correction.Sheet.Sheet;
        if (sheet.Status == SheetStatus.Withdrawn)
        {
            return new CorrectionResult.Closed();
        }

        if (!EntityTags.Fits(correction.IfMatch, SheetView.ETagOf(sheet)))
        {
            return new CorrectionResult.Stale();
        }

        if (SheetForm.TerritoryOf(correction.Content) is { } id && reference.TerritoryById(id) is { } territory && territory.LeadRegion != correction.Caller.Region)
        {
            return new CorrectionResult.NotYours(territory.Name);
        }

        return SheetForm.Read(correction.Content, reference, ParisDay.Of(clock.GetUtcNow())) switch
        {
            SheetReading.Valid valid => await Store(correction, valid.Content, cancellationToken),
            SheetReading.Invalid invalid => new CorrectionResult.Invalid(invalid.Errors),
            _ => throw new NotSupportedException("A reading is valid or faulty."),
        };
    }

    private async Task<CorrectionResult?> Replay(Correction correction, CancellationToken cancellationToken)
    {
        var stored = correction.Sheet;
        if (await store.FindSubmission(stored.Id, correction.Key, cancellationToken) is not { IsAccepted: true } record)
        {
            return null;
        }

        if (!Fingerprint.TryOf(correction.Content, out var fingerprint) || fingerprint != record.Fingerprint)
        {
            return new CorrectionResult.KeyReused();
        }

        var first = await store.SheetAt(stored.Id, record.JournalLength, cancellationToken);
        await index.Put(stored.Sheet, cancellationToken);
        return new CorrectionResult.Accepted(first, await store.Body(stored.Id, record.Version, cancellationToken), IsReplay: true);
    }

    private async Task<CorrectionResult> Store(Correction correction, SheetContent content, CancellationToken cancellationToken)
    {
        var fingerprint = CanonicalJson.Sha256Hex(correction.Content);
        var before = correction.Sheet;
        var version = before.Sheet.Version + 1;
        using var sentBefore = JsonDocument.Parse(await store.Body(before.Id, before.Sheet.Version, cancellationToken));
        var letters = new OutboxRow(new MailBatch(MailKind.Letters, before.Id.Value, FormattableString.Invariant($"v{version}")), Instant.NowOn(clock));
        await receipts.Point(fingerprint, new ReceiptPointer(before.Id, ReceiptKind.Sheet, version), cancellationToken);
        while (true)
        {
            var stands = before;
            var entry = stands.Sheet.Next(
                Instant.NowOn(clock), correction.Caller.Actor, Event(stands.Sheet, sentBefore.RootElement, correction.Content, content, fingerprint), new PrivateData(SubmittedBy: correction.Caller.Email, ValidatedBy: correction.ValidatedBy));
            var record = new SubmissionRecord(correction.Key, fingerprint, entry.At, SheetStore.NewWriteId(), stands.Sheet.Reference, version, entry.Number);
            if (await outbox.Commit(letters.Batch, () => store.Append(stands, [entry], owed: letters, version: new SentVersion(record, correction.Bytes)), cancellationToken) is { } after)
            {
                await index.Put(after.Sheet, CancellationToken.None);
                return new CorrectionResult.Accepted(after.Sheet, correction.Bytes, IsReplay: false);
            }

            before = (await store.Find(before.Id, cancellationToken))!;
            if (before.Sheet.Version >= version || before.Sheet.Status == SheetStatus.Withdrawn)
            {
                // The same correction twice at once, or another one was faster.
                return await Replay(correction with { Sheet = before }, cancellationToken) ?? new CorrectionResult.Stale();
            }
        }
    }

    private static SheetCorrected Event(Sheet before, JsonElement sentBefore, JsonElement sent, SheetContent content, string fingerprint) => new(
        before.Version + 1,
        content.TerritoryId,
        content.Axis,
        content.Title,
        content.OwnerName,
        content.OwnerSiren,
        content.BudgetTotal,
        content.Secured,
        fingerprint,
        !Array.TrueForAll(Material, member => JsonDifference.IsSame(sentBefore, sent, member)),
        RequestMatching.Match(before, sentBefore, SheetIntake.RequestsOf(content), sent));
}
