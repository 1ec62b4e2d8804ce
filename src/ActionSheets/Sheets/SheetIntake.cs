using System.Collections.Immutable;
using System.Text.Json;
using ActionSheets.Attachments;
using ActionSheets.Mail;
using ActionSheets.Reference;

namespace ActionSheets.Sheets;

/// <summary>A sheet at one of the two doors.</summary>
/// <param name="Region">INSEE code of the Region that submits.</param>
/// <param name="SubmittedBy">Its person's e-mail.</param>
/// <param name="Bytes">The sheet exactly as sent.</param>
internal sealed record Submission(string Region, string SubmittedBy, Guid Key, JsonElement Sheet, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>What was attached before there was a sheet, with the verdicts there are.</summary>
    public IReadOnlyList<AttachmentLine> Files { get; init; } = [];

    /// <summary>E-mail of who signed it first, where the Region asks for that.</summary>
    public string? ValidatedBy { get; init; }
}

/// <summary>What became of a submission; every door answers each case.</summary>
internal abstract record IntakeResult
{
    private IntakeResult()
    {
    }

    /// <summary>The sheet as it was when first accepted, with its body as first sent; <paramref name="IsReplay"/> when an earlier call had made it.</summary>
    internal sealed record Accepted(Sheet Sheet, ReadOnlyMemory<byte> Body, bool IsReplay) : IntakeResult;

    internal sealed record KeyReused : IntakeResult;

    internal sealed record NotYours(string TerritoryName) : IntakeResult;

    internal sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : IntakeResult;
}

/// <summary>Accepts a sheet, whichever door it came through: right, rules, number, one transaction, list, doorbell.</summary>
public sealed class SheetIntake(
    ReferenceData reference, ReferenceNumbers numbers, SheetStore store, SheetIndex index, Receipts receipts, Outbox outbox, TimeProvider clock)
{
    private const int FirstVersion = 1;

    internal async Task<IntakeResult> Accept(Submission submission, CancellationToken cancellationToken)
    {
        if (NotLed(submission) is { } notYours)
        {
            return notYours;
        }

        var id = SheetId.For(submission.Region, submission.Key);
        var now = Instant.NowOn(clock);
        return SheetForm.Read(submission.Sheet, reference, ParisDay.Of(now)) switch
        {
            SheetReading.Valid valid => await Store(id, submission, valid.Content, now, cancellationToken),

            // What was valid on its day is answered as on that day, even when the rules have moved since.
            SheetReading.Invalid invalid => await Replay(id, submission, cancellationToken) ?? new IntakeResult.Invalid(invalid.Errors),
            _ => throw new NotSupportedException("A reading is valid or faulty."),
        };
    }

    /// <summary>How <see cref="Accept"/> would refuse a sheet that was never sent before, with nothing read and nothing written; null when it would take it.</summary>
    internal IntakeResult? Refusal(Submission submission) =>
        (IntakeResult?)NotLed(submission) ?? (SheetForm.Read(submission.Sheet, reference, ParisDay.Of(clock.GetUtcNow())) is SheetReading.Invalid invalid
            ? new IntakeResult.Invalid(invalid.Errors)
            : null);

    private IntakeResult.NotYours? NotLed(Submission submission) =>
        SheetForm.TerritoryOf(submission.Sheet) is { } id && reference.TerritoryById(id) is { } territory && territory.LeadRegion != submission.Region
            ? new IntakeResult.NotYours(territory.Name)
            : null;

    private async Task<IntakeResult> Store(SheetId id, Submission submission, SheetContent content, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var fingerprint = CanonicalJson.Sha256Hex(submission.Sheet);
        var submitted = Event(id, await numbers.Next(submission.Region, cancellationToken), content, fingerprint, submission.Region);
        var personal = new PrivateData(SubmittedBy: submission.SubmittedBy, ValidatedBy: submission.ValidatedBy);
        var first = JournalEntry.Append(1, now, "region/" + submission.Region, submitted, personal, JournalEntry.Genesis);
        var journal = WithFiles(first, submission);
        var sheet = Sheet.Fold(journal);
        var record = new SubmissionRecord(submission.Key, fingerprint, now, SheetStore.NewWriteId(), sheet.Reference, sheet.Version, sheet.JournalLength);
        var letters = new OutboxRow(new MailBatch(MailKind.Letters, id.Value, FormattableString.Invariant($"v{sheet.Version}")), now);

        var pointed = receipts.Point(fingerprint, new ReceiptPointer(id, ReceiptKind.Sheet, sheet.Version), cancellationToken);
        var stands = await outbox.Commit(
            letters.Batch,
            async () =>
            {
                await pointed;
                var stands = await store.Create(sheet, journal, submission.Bytes, record, letters);
                if (stands.WriteId == record.WriteId)
                {
                    await index.Put(sheet, CancellationToken.None);
                }

                return stands;
            },
            cancellationToken);
        if (stands.WriteId == record.WriteId)
        {
            return new IntakeResult.Accepted(sheet, submission.Bytes, IsReplay: false);
        }

        numbers.GiveBack(submission.Region, sheet.Reference);
        return await Answer(id, stands, fingerprint, cancellationToken);
    }

    private static List<JournalEntry> WithFiles(JournalEntry first, Submission submission)
    {
        var journal = new List<JournalEntry> { first };
        var sheet = Sheet.Apply(null, first);
        foreach (var file in submission.Files)
        {
            Add(first.Actor, file.Attached, new PrivateData(FileName: file.Name));
            if (file.Verdict is { } judged)
            {
                Add(AttachmentJudgement.Actor, judged, null);
            }
        }

        return journal;

        void Add(string actor, SheetEvent happened, PrivateData? personal)
        {
            var entry = sheet.Next(first.At, actor, happened, personal);
            sheet = Sheet.Apply(sheet, entry);
            journal.Add(entry);
        }
    }

    private async Task<IntakeResult?> Replay(SheetId id, Submission submission, CancellationToken cancellationToken) =>
        await store.FindSubmission(id, submission.Key, cancellationToken) is { } record
            && Fingerprint.TryOf(submission.Sheet, out var fingerprint)
            ? await Answer(id, record, fingerprint, cancellationToken)
            : null;

    private async Task<IntakeResult> Answer(SheetId id, SubmissionRecord record, string fingerprint, CancellationToken cancellationToken)
    {
        if (record.Fingerprint != fingerprint)
        {
            // What was pointed to before the commit will never be there.
            await receipts.Withdraw(fingerprint, new ReceiptPointer(id, ReceiptKind.Sheet, FirstVersion), cancellationToken);
            return new IntakeResult.KeyReused();
        }

        if (record.Errors is { } errors)
        {
            return new IntakeResult.Invalid(errors);
        }

        var sheet = await store.SheetAt(id, record.JournalLength, cancellationToken);
        await index.Put(sheet, cancellationToken);
        return new IntakeResult.Accepted(sheet, await store.Body(id, record.Version, cancellationToken), IsReplay: true);
    }

    private static SheetSubmitted Event(SheetId id, string reference, SheetContent content, string fingerprint, string region) => new(
        id.Value,
        reference,
        FirstVersion,
        content.TerritoryId,
        region,
        content.Axis,
        content.Title,
        content.OwnerName,
        content.OwnerSiren,
        content.BudgetTotal,
        content.Secured,
        fingerprint,
        RequestsOf(content));

    /// <summary>The requests of a version, as numbered when nothing came before.</summary>
    internal static ImmutableArray<RequestMade> RequestsOf(SheetContent content) =>
    [
        .. content.OperatorRequests.Select((request, i) => new RequestMade(FormattableString.Invariant($"r{i + 1}"), request.Operator, request.Kind, request.Amount)),
        .. content.StateRequests.Select((_, i) => new RequestMade(FormattableString.Invariant($"s{i + 1}"), Operator.StateCode, Operator.StateCode, null)),
    ];
}
