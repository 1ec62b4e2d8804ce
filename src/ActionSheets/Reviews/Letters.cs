using System.Collections.Immutable;
using ActionSheets.Registers;
using ActionSheets.Sheets;

namespace ActionSheets.Reviews;

/// <summary>A letter as its reader finds it: the desk, the sheet as it stands, and the requests that are this desk's.</summary>
/// <param name="Body">The current version as sent.</param>
internal sealed record Letter(LetterId Id, Desk Desk, StoredSheet Stored, byte[] Body, ImmutableArray<Request> Requests)
{
    public string KeyOf(Request request) => $"{Stored.Id}/{request.Id}";

    public Request? RequestByKey(string requestKey) => Requests.FirstOrDefault(request => KeyOf(request) == requestKey);
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
        if (await sheets.Find(id.Sheet, cancellationToken) is not { } stored
            || await desks.For(id.Operator, stored.Sheet.LeadRegion, cancellationToken) is not { } desk
            || await sheets.Body(id.Sheet, stored.Sheet.Version, cancellationToken) is not { } body)
        {
            return null;
        }

        return new Letter(id, desk, stored, body, [.. stored.Sheet.Requests.Where(request => request.Operator == id.Operator)]);
    }
}
