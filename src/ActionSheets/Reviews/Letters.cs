using System.Collections.Immutable;
using System.Text.Json;
using ActionSheets.Registers;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Web;

namespace ActionSheets.Reviews;

/// <summary>One sheet of a letter as it stands, and the requests of it that are the letter's.</summary>
internal sealed record LetterSheet(StoredSheet Stored, ImmutableArray<Request> Requests)
{
    public Sheet Sheet => Stored.Sheet;

    /// <summary>All that the sheet asks of the letter's operator.</summary>
    public static LetterSheet Of(LetterId letter, StoredSheet stored) => new(stored, [.. stored.Sheet.Requests.Where(request => request.Operator == letter.Operator)]);

    /// <summary>
    /// What the letter asks: what no answer in force had settled when the version, or the Region's last reply, gave rise to it. Answers that came
    /// later change nothing in it.
    /// </summary>
    public ImmutableArray<Request> Asked => [.. Requests.Where(request => request.Place is not null && !IsSettledBefore(request))];

    public string KeyOf(Request request) => $"{Stored.Id}/{request.Id}";

    /// <summary>By the last answer of then: a question takes an earlier outcome back.</summary>
    private bool IsSettledBefore(Request request)
    {
        var replies = Sheet.Requests.SelectMany(asked => asked.Answers).Max(answer => answer.RepliedAt);
        var since = replies > Sheet.VersionAt ? replies.Value : Sheet.VersionAt;
        return request.Answers.LastOrDefault(answer => answer.AnsweredAt < since) is { } last && last.Kind != AnswerKinds.Question && last.SheetVersion >= request.ChangedIn;
    }
}

/// <summary>A letter as its reader finds it: the desk, the sheets as they stand, and the requests that are this desk's.</summary>
internal sealed record Letter(LetterId Id, Desk Desk, ImmutableArray<LetterSheet> Sheets)
{
    public static Letter Of(LetterId id, Desk desk, StoredSheet stored) => new(id, desk, [LetterSheet.Of(id, stored)]);

    /// <summary>Whoever holds the letter, as one who acts for its operator.</summary>
    public Caller Holder(string name = "", string email = "") => new(Who.Operator, null, Id.Operator, name, email);

    public IEnumerable<Request> Requests => Sheets.SelectMany(sheet => sheet.Requests);

    public (LetterSheet Sheet, Request Request)? ByKey(string requestKey)
    {
        foreach (var sheet in Sheets)
        {
            if (requestKey.StartsWith(sheet.Stored.Id.Value, StringComparison.Ordinal) && sheet.Requests.FirstOrDefault(request => sheet.KeyOf(request) == requestKey) is { } found)
            {
                return (sheet, found);
            }
        }

        return null;
    }
}

/// <summary>What opening a link gives.</summary>
internal abstract record LetterReading
{
    private LetterReading()
    {
    }

    internal sealed record Open(Letter Letter) : LetterReading;

    internal sealed record Expired(LetterId Letter) : LetterReading;

    internal sealed record Unknown : LetterReading;
}

/// <summary>Opens letters. Reads only: a link may be followed by a scanner, a preview and a person, in any order.</summary>
public sealed class Letters(ReviewLinks links, SheetStore sheets, DeskLetterStore deskLetters, DeskRegister desks)
{
    internal LinkReading ReadLink(string token) => links.Read(token);

    internal async Task<LetterReading> Open(string token, CancellationToken cancellationToken) => links.Read(token) switch
    {
        LinkReading.Genuine genuine => await Find(genuine.Letter, cancellationToken) is { } letter ? new LetterReading.Open(letter) : new LetterReading.Unknown(),
        LinkReading.Expired expired => new LetterReading.Expired(expired.Letter),
        _ => new LetterReading.Unknown(),
    };

    internal async Task<Letter?> Find(LetterId id, CancellationToken cancellationToken)
    {
        var scope = id is DeskLetterId many ? many.Scope : ((SheetLetterId)id).Sheet.Region;
        var serving = desks.Serving(id.Operator, DeskScope.RegionOf(scope), cancellationToken);
        var ofLetter = await SheetsOf(id, cancellationToken);

        // A letter about one sheet is at home at the desk of the sheet's axis, which is known once the sheet is read.
        var axis = id is DeskLetterId ? DeskScope.AxisOf(scope) : ofLetter?[0].Sheet.Axis;
        return (await serving).For(axis) is { } found && ofLetter is not null ? new Letter(id, found, [.. ofLetter]) : null;
    }

    /// <summary>The sheets alone, for who needs no desk; null when there is no such letter.</summary>
    internal async Task<IReadOnlyList<LetterSheet>?> SheetsOf(LetterId id, CancellationToken cancellationToken)
    {
        if (id is SheetLetterId one)
        {
            return await sheets.Find(one.Sheet, cancellationToken) is { } stored ? [LetterSheet.Of(id, stored)] : null;
        }

        if (await deskLetters.Find((DeskLetterId)id, cancellationToken) is not { } list)
        {
            return null;
        }

        var read = await AtOnce.Each(list.Items, async item => (Item: item, Stored: await sheets.Find(item.Sheet, cancellationToken)));
        return
        [
            .. read.Where(each => each.Stored is not null)
                .Select(each => new LetterSheet(each.Stored!, [.. each.Stored!.Sheet.Requests.Where(request => each.Item.Requests.Contains(request.Id))])),
        ];
    }

    /// <summary>
    /// What differs, for each request of the letter, between the version its desk answered or first saw and the current one. Reads the old
    /// versions it needs; a letter about a sheet never corrected needs none.
    /// </summary>
    internal async Task<IReadOnlyDictionary<string, IReadOnlyList<JsonChange>>> ChangesIn(LetterSheet letter, JsonElement current, CancellationToken cancellationToken)
    {
        var bases = letter.Requests.ToDictionary(request => request.Id, request => request.Answer?.SheetVersion ?? request.FirstSeenIn ?? letter.Sheet.Version, StringComparer.Ordinal);
        var byVersion = new Dictionary<int, IReadOnlyList<JsonChange>> { [letter.Sheet.Version] = [] };
        foreach (var version in bases.Values.Distinct().Where(version => !byVersion.ContainsKey(version)))
        {
            using var old = JsonDocument.Parse(await sheets.Body(letter.Stored.Id, version, cancellationToken));

            // Cloned: the changes outlive the document.
            byVersion[version] = [.. JsonDifference.Between(old.RootElement.Clone(), current)];
        }

        return bases.ToDictionary(request => request.Key, request => byVersion[request.Value], StringComparer.Ordinal);
    }

    /// <summary>The current version as sent; for who shows it, not for who takes an answer.</summary>
    internal async Task<byte[]> BodyOf(LetterSheet letter, CancellationToken cancellationToken) =>
        (await sheets.Body(letter.Stored.Id, letter.Sheet.Version, cancellationToken))!;
}
