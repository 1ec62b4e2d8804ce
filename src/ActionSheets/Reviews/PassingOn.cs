using System.Globalization;
using System.Text.Json;
using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Web;
using Azure.Data.Tables;

namespace ActionSheets.Reviews;

/// <summary>
/// Passes a letter on. To a colleague at the desk's own domain: a mail with a link to the same letter, and no clock moves. To another operator: a
/// message that proposes it to the Region, since only a correction of the sheet can ask somebody else. Rows <c>f|{day}|…</c> of the letter's
/// partition: the same once a day, and so many in all.
/// </summary>
public sealed class PassingOn(StorageClients storage, Outbox outbox, SheetMessages messages, ReferenceData reference, TimeProvider clock)
{
    /// <summary>Whoever holds a link may not fill the mailboxes of a domain.</summary>
    internal const int MostADay = 10;

    private const int LongestReason = 1000;
    private const int LongestWord = 100;

    private readonly TableClient _reads = storage.Table(StorageNames.Mails);
    private readonly TableClient _commits = storage.CommitTable(StorageNames.Mails);

    /// <summary>Reads <c>{"email"}</c>, or <c>{"requestKey", "operator", "reason"}</c>.</summary>
    internal async Task<(string? State, Problem? Problem)> PassOn(Letter letter, JsonElement sent, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var (email, requestKey, other, reason) = JsonForm.Read(
            sent, faults, form => (form.Email("email"), form.Text("requestKey", LongestWord), form.Text("operator", LongestWord), form.Text("reason", LongestReason)));
        if (faults.Any)
        {
            return (null, Problem.Invalid(faults.ToDictionary()));
        }

        return Array.Exists(["requestKey", "operator", "reason"], name => sent.TryGetProperty(name, out _))
            ? await ToOther(letter, requestKey, other, reason, cancellationToken)
            : await ToColleague(letter, email, cancellationToken);
    }

    private async Task<(string? State, Problem? Problem)> ToColleague(Letter letter, string? email, CancellationToken cancellationToken)
    {
        if (email is null || !letter.Desk.IsOfDomain(email))
        {
            return (null, Fault("email", email is null
                ? "Ce champ est obligatoire."
                : "L'adresse doit être du même domaine que celle du guichet. Pour un autre organisme, proposez-le à la Région."));
        }

        var person = UnconfirmedAnswers.PersonOf(email);
        var (isFirst, wait) = await Look(letter.Id, person, cancellationToken);
        if (wait is { } tooMany)
        {
            return (null, Problem.TooMany(tooMany, "Cette lettre a été transmise dix fois aujourd'hui. Transmettez vous-même son lien, ou revenez demain."));
        }

        if (isFirst)
        {
            var batch = new MailBatch(MailKind.PassedOn, letter.Id.ToString(), $"{person}-{Day()}");
            var owed = new OutboxRow(batch, Instant.NowOn(clock), email);
            await outbox.Commit(
                batch,
                async () =>
                {
                    await _commits.SubmitTransactionAsync([Row(letter.Id, person), new TableTransactionAction(TableTransactionActionType.UpsertReplace, owed.ToEntity())]);
                    return true;
                },
                cancellationToken);
        }

        return ("sent", null);
    }

    private async Task<(string? State, Problem? Problem)> ToOther(Letter letter, string? requestKey, string? other, string? reason, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var asked = letter.ByKey(requestKey ?? "");
        var proposed = other is null ? null : reference.OperatorByCode(other);
        if (asked is not { Request.IsOpen: true })
        {
            faults.Add("requestKey", "Choisissez une demande de cette lettre qui attend une réponse.");
        }

        if (proposed is null || other == letter.Id.Operator || other == Operator.StateCode || !proposed.IsInProgrammeOn(ParisDay.Of(clock.GetUtcNow())))
        {
            faults.Add("operator", "Choisissez un autre opérateur du programme.");
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            faults.Add("reason", "Ce champ est obligatoire.");
        }

        if (faults.Any)
        {
            return (null, Problem.Invalid(faults.ToDictionary()));
        }

        var (sheet, request) = asked!.Value;
        var key = $"{request.Id}-{other}";
        var (isFirst, wait) = await Look(letter.Id, $"{sheet.Stored.Id}-{key}", cancellationToken);
        if (wait is { } tooMany)
        {
            return (null, Problem.TooMany(tooMany, "Dix propositions ont été faites aujourd'hui depuis cette lettre. Revenez demain."));
        }

        if (isFirst)
        {
            var name = proposed!.NameOn(ParisDay.Of(clock.GetUtcNow()));
            await messages.Post(
                sheet.Stored,
                new Caller(Who.Operator, null, letter.Id.Operator, letter.Desk.Name, ""),
                $"Nous proposons de transmettre la demande {request.Id} à {name} : {reason}\nRien ne change sans votre accord. Pour l'accepter, corrigez la fiche en adressant cette demande à {name} ; d'ici là, notre délai de réponse court.",
                cancellationToken);
            await _commits.SubmitTransactionAsync([Row(letter.Id, $"{sheet.Stored.Id}-{key}")], CancellationToken.None);
        }

        return ("proposed", null);
    }

    /// <summary>Whether this was not done today, and how long to wait where too much was.</summary>
    private async Task<(bool IsFirst, TimeSpan? Wait)> Look(LetterId letter, string key, CancellationToken cancellationToken)
    {
        var (from, to) = ($"f|{Day()}|", $"f|{Day()}}}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {letter.ToString()} and RowKey ge {from} and RowKey lt {to}");
        var today = await _reads.QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: cancellationToken).Select(row => row.RowKey).ToListAsync(cancellationToken);
        if (today.Contains(from + key, StringComparer.Ordinal))
        {
            return (false, null);
        }

        var tomorrow = ParisDay.At(ParisDay.Of(clock.GetUtcNow()).AddDays(1), 0);
        return (true, today.Count >= MostADay ? tomorrow - clock.GetUtcNow() : null);
    }

    private TableTransactionAction Row(LetterId letter, string key) =>
        new(TableTransactionActionType.UpsertReplace, new TableEntity(letter.ToString(), $"f|{Day()}|{key}") { ["At"] = Instant.Text(Instant.NowOn(clock)) });

    private string Day() => ParisDay.Of(clock.GetUtcNow()).ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static Problem Fault(string field, string sentence) => Problem.Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [sentence] });
}
