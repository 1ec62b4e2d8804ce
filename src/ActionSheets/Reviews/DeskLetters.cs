using System.Collections.Immutable;
using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Sheets;

namespace ActionSheets.Reviews;

/// <summary>One request that a letter of a desk is to carry.</summary>
internal sealed record WaitingRequest(StoredSheet Stored, Request Request, Desk Desk);

/// <summary>
/// Decides letters of desks: gathers requests by desk, and owes one letter each. A request is in at most one unfinished letter of a purpose, so
/// a letter that is late is waited for and not repeated.
/// </summary>
public sealed class DeskLetters(DeskLetterStore store, Outbox outbox, DueMail due, TimeProvider clock)
{
    /// <summary>One letter for each desk among these; nothing where all of a desk's requests are in a letter on its way.</summary>
    internal async Task Gather(LetterPurpose purpose, IReadOnlyList<WaitingRequest> waiting, CancellationToken cancellationToken)
    {
        if (waiting.Count == 0)
        {
            return;
        }

        var onTheirWay = await OnTheirWay(purpose, cancellationToken);
        var moment = ParisDay.InParis(clock.GetUtcNow()).ToString("yyyyMMddHH", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var desk in waiting.Where(one => !onTheirWay.Contains(KeyOf(one))).GroupBy(one => one.Desk.Key, StringComparer.Ordinal))
        {
            var at = desk.First().Desk;
            await Decide(new DeskLetterId(at.Scope, moment, purpose, at.Body), Items(desk), cancellationToken);
        }
    }

    /// <summary>Owes one letter. Decided before under this very id, it is only looked at again.</summary>
    internal Task Decide(DeskLetterId id, ImmutableArray<DeskLetterItem> items, CancellationToken cancellationToken) =>
        outbox.Commit(DeskLetterStore.BatchOf(id), () => store.Add(new DeskLetterList(id, Instant.NowOn(clock), items)), cancellationToken);

    internal static ImmutableArray<DeskLetterItem> Items(IEnumerable<WaitingRequest> waiting) =>
    [
        .. waiting.GroupBy(one => one.Stored.Id).OrderBy(sheet => sheet.Key.Value, StringComparer.Ordinal)
            .Select(sheet => new DeskLetterItem(sheet.Key, [.. sheet.Select(one => one.Request.Id)])),
    ];

    private static string KeyOf(WaitingRequest one) => $"{one.Stored.Id}/{one.Request.Id}";

    private async Task<HashSet<string>> OnTheirWay(LetterPurpose purpose, CancellationToken cancellationToken)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var batch in await due.Unfinished(MailKind.Desk, cancellationToken))
        {
            if (LetterId.TryParse(batch.Owner, out var letter) && letter is DeskLetterId id && id.Purpose == purpose
                && await store.Find(id, cancellationToken) is { } list)
            {
                keys.UnionWith(list.Items.SelectMany(item => item.Requests.Select(request => $"{item.Sheet}/{request}")));
            }
        }

        return keys;
    }
}
