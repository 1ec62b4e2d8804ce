using System.Collections.Immutable;
using System.Text.Json;

namespace ActionSheets.Sheets;

/// <summary>
/// Gives the requests of a correction their ids. A request that is asked on keeps its id, wherever it stands in the list; a new one gets the
/// next free number; a number is never given twice. Alike are, in this order: the very same, the same words, the same kind, the same operator.
/// </summary>
internal static class RequestMatching
{
    public static ImmutableArray<RequestMade> Match(Sheet before, JsonElement bodyBefore, ImmutableArray<RequestMade> asked, JsonElement bodyAfter)
    {
        var free = before.Requests.Where(request => request.Place is not null).ToList();
        var texts = free.ToDictionary(request => request.Id, request => SheetView.TextOf(request, bodyBefore), StringComparer.Ordinal);
        var matched = new RequestMade?[asked.Length];
        foreach (var isAlike in (Func<Request, RequestMade, string?, bool>[])[IsSame, HasSameText, HasSameKind, HasSameOperator])
        {
            for (var i = 0; i < asked.Length; i++)
            {
                if (matched[i] is null && free.Find(request => IsAlike(request, asked[i], isAlike)) is { } found)
                {
                    free.Remove(found);
                    matched[i] = asked[i] with { Id = found.Id, Place = PlaceOf(asked[i]), IsChanged = IsSame(found, asked[i], TextOf(asked[i])) ? null : true };
                }
            }
        }

        var numbers = new Dictionary<char, int> { ['r'] = Highest(before, 'r'), ['s'] = Highest(before, 's') };
        return [.. asked.Select((made, i) => matched[i] ?? made with { Id = FormattableString.Invariant($"{made.Id[0]}{++numbers[made.Id[0]]}"), Place = PlaceOf(made) })];

        bool IsAlike(Request request, RequestMade made, Func<Request, RequestMade, string?, bool> isAlike) =>
            request.Id[0] == made.Id[0] && request.Operator == made.Operator && isAlike(request, made, TextOf(made));

        bool IsSame(Request request, RequestMade made, string? text) => HasSameKind(request, made, text) && request.Amount == made.Amount && HasSameText(request, made, text);

        bool HasSameText(Request request, RequestMade made, string? text) => texts[request.Id] == text;

        string? TextOf(RequestMade made) => SheetView.TextOf(Request.Of(made, 0), bodyAfter);
    }

    private static bool HasSameKind(Request request, RequestMade made, string? text) => request.Kind == made.Kind;

    private static bool HasSameOperator(Request request, RequestMade made, string? text) => true;

    private static int PlaceOf(RequestMade made) => Request.Of(made, 0).Place!.Value;

    private static int Highest(Sheet sheet, char list) => sheet.Requests.Where(request => request.Id[0] == list)
        .Select(request => int.Parse(request.Id.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
}
