using System.Collections.Immutable;
using System.Text.Json;
using ActionSheets.Registers;
using ActionSheets.Sheets;

namespace ActionSheets.Reviews;

/// <summary>A letter as its reader finds it: the desk, the sheet as it stands, and the requests that are this desk's.</summary>
internal sealed record Letter(LetterId Id, Desk Desk, StoredSheet Stored, ImmutableArray<Request> Requests)
{
    public static Letter Of(LetterId id, Desk desk, StoredSheet stored) =>
        new(id, desk, stored, [.. stored.Sheet.Requests.Where(request => request.Operator == id.Operator)]);

    /// <summary>
    /// What the letter asks: what no answer in force had settled when the version, or the Region's last reply, gave rise to it. Answers that came
    /// later change nothing in it.
    /// </summary>
    public ImmutableArray<Request> Asked => [.. Requests.Where(request => request.Place is not null && !request.Answers.Any(IsSettledBefore(request)))];

    public string KeyOf(Request request) => $"{Stored.Id}/{request.Id}";

    public Request? RequestByKey(string requestKey) => Requests.FirstOrDefault(request => KeyOf(request) == requestKey);

    private Func<Answer, bool> IsSettledBefore(Request request)
    {
        var replies = Stored.Sheet.Requests.SelectMany(asked => asked.Answers).Max(answer => answer.RepliedAt);
        var since = replies > Stored.Sheet.VersionAt ? replies.Value : Stored.Sheet.VersionAt;
        return answer => answer.Kind != AnswerKinds.Question && answer.AnsweredAt < since && answer.SheetVersion >= request.ChangedIn;
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
public sealed class Letters(ReviewLinks links, SheetStore sheets, DeskRegister desks)
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
        var desk = desks.For(id.Operator, id.Sheet.Region, cancellationToken);
        var stored = await sheets.Find(id.Sheet, cancellationToken);
        return await desk is { } found && stored is not null ? Letter.Of(id, found, stored) : null;
    }

    /// <summary>
    /// What differs, for each request of the letter, between the version its desk answered or first saw and the current one. Reads the old
    /// versions it needs; a letter about a sheet never corrected needs none.
    /// </summary>
    internal async Task<IReadOnlyDictionary<string, IReadOnlyList<JsonChange>>> ChangesIn(Letter letter, JsonElement current, CancellationToken cancellationToken)
    {
        var bases = letter.Requests.ToDictionary(request => request.Id, request => request.Answer?.SheetVersion ?? request.FirstSeenIn ?? letter.Stored.Sheet.Version, StringComparer.Ordinal);
        var byVersion = new Dictionary<int, IReadOnlyList<JsonChange>> { [letter.Stored.Sheet.Version] = [] };
        foreach (var version in bases.Values.Distinct().Where(version => !byVersion.ContainsKey(version)))
        {
            using var old = JsonDocument.Parse(await sheets.Body(letter.Stored.Id, version, cancellationToken));

            // Cloned: the changes outlive the document.
            byVersion[version] = [.. JsonDifference.Between(old.RootElement.Clone(), current)];
        }

        return bases.ToDictionary(request => request.Key, request => byVersion[request.Value], StringComparer.Ordinal);
    }

    /// <summary>The current version as sent; for who shows it, not for who takes an answer.</summary>
    internal async Task<byte[]> BodyOf(Letter letter, CancellationToken cancellationToken) =>
        (await sheets.Body(letter.Stored.Id, letter.Stored.Sheet.Version, cancellationToken))!;
}
