using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Web;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;

namespace ActionSheets.Reviews;

/// <summary>
/// Passes a letter on. To a colleague at the desk's own domain: a mail with a link to the same letter, and no clock moves. To another operator: a
/// message that proposes it to the Region, since only a correction of the sheet can ask somebody else. Rows <c>f|{day}|…</c> of the letter's
/// partition: the same once a day, and so many in all.
/// </summary>
public sealed class PassingOn(StorageClients storage, Outbox outbox, SheetMessages messages, RequestNames names, ReferenceData reference, IOptions<LinkOptions> keys, TimeProvider clock)
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
            return (null, Problem.Invalid("email", email is null
                ? "Ce champ est obligatoire."
                : "L'adresse doit être du même domaine que celle du guichet. Pour un autre organisme, proposez-le à la Région."));
        }

        var colleague = KeysOf(email)[0];
        var (isFirst, wait) = await Look(letter.Id, colleague, cancellationToken);
        if (wait is { } tooMany)
        {
            return (null, Problem.TooMany(tooMany, "Cette lettre a été transmise dix fois aujourd'hui. Transmettez vous-même son lien, ou revenez demain."));
        }

        if (isFirst)
        {
            // The name stays with the mail for good, so nothing in it comes from the address.
            var batch = new MailBatch(MailKind.PassedOn, letter.Id.ToString(), RandomNumberGenerator.GetHexString(32, lowercase: true));
            var owed = new OutboxRow(batch, Instant.NowOn(clock), email);
            await outbox.Commit(
                batch,
                () => TryOwe(Row(letter.Id, colleague), owed),
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

        if (VisibleText.IsBlank(reason))
        {
            faults.Add("reason", "Ce champ est obligatoire.");
        }

        if (faults.Any)
        {
            return (null, Problem.Invalid(faults.ToDictionary()));
        }

        var (sheet, request) = asked!.Value;
        var key = $"{sheet.Stored.Id}-{request.Id}-{other}";
        var (isFirst, wait) = await Look(letter.Id, key, cancellationToken);
        if (wait is { } tooMany)
        {
            return (null, Problem.TooMany(tooMany, "Dix propositions ont été faites aujourd'hui depuis cette lettre. Revenez demain."));
        }

        var caller = letter.Holder(letter.Desk.Name);
        var name = proposed!.NameOn(ParisDay.Of(clock.GetUtcNow()));

        // Number and reference tell one proposal from another; the words after them may be the same, or corrected meanwhile.
        var opening = $"Nous proposons de transmettre à {name} la demande n° {request.Id[1..]} de la fiche {sheet.Sheet.Reference}, ";

        // Remembered before it is posted, so that what ended in between still counts; asked again, it is then posted after all.
        if (isFirst)
        {
            await _commits.UpsertEntityAsync(Row(letter.Id, key), TableUpdateMode.Replace, cancellationToken);
        }

        if (isFirst || !await IsPosted(sheet.Stored, caller, opening, cancellationToken))
        {
            await messages.Post(
                sheet.Stored,
                caller,
                $"{opening}{(await names.Of(letter, cancellationToken))[sheet.KeyOf(request)].Asked}\nMotif : {reason}\nRien ne change sans votre accord. Pour l'accepter, corrigez la fiche en adressant cette demande à {name} ; d'ici là, notre délai de réponse court.",
                cancellationToken);
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

    /// <summary>False when another post was faster: its mail is the one.</summary>
    private async Task<bool> TryOwe(TableEntity row, OutboxRow owed)
    {
        try
        {
            await _commits.SubmitTransactionAsync([new(TableTransactionActionType.Add, row), new(TableTransactionActionType.UpsertReplace, owed.ToEntity())]);
            return true;
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.Conflict)
        {
            return false;
        }
    }

    /// <summary>Whether a proposal that begins so went to the Region today.</summary>
    private async Task<bool> IsPosted(StoredSheet stored, Caller caller, string opening, CancellationToken cancellationToken) =>
        (await messages.Of(stored, cancellationToken)).Any(message =>
            message.From == caller.Actor && ParisDay.Of(message.At) == ParisDay.Of(clock.GetUtcNow()) && message.Text?.StartsWith(opening, StringComparison.Ordinal) == true);

    private TableEntity Row(LetterId letter, string key) => new(letter.ToString(), $"f|{Day()}|{key}") { ["At"] = Instant.Text(Instant.NowOn(clock)) };

    /// <summary>How rows of this colleague end, under each key of the links: without one nobody can tell an address from them, as a plain digest would let a guess be checked.</summary>
    internal IReadOnlyList<string> KeysOf(string email) =>
        [.. keys.Value.Keys.Select(key => Convert.ToHexStringLower(HMACSHA256.HashData(key.Bytes(), Encoding.UTF8.GetBytes("colleague|" + email.Trim().ToUpperInvariant())))[..32])];

    private string Day() => ParisDay.Of(clock.GetUtcNow()).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
