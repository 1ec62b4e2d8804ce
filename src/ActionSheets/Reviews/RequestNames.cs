using System.Text.Json;
using ActionSheets.Sheets;
using ActionSheets.Storage;

namespace ActionSheets.Reviews;

/// <summary>A request as people know it, in the place of its key: its sheet's reference and title, and what it asks.</summary>
public sealed record RequestName(string Reference, string Title, string Asked)
{
    public string Sheet => $"Fiche {Reference}, {Title}";

    /// <summary>Stands before what is said of it.</summary>
    public string Heading => $"{Sheet}, {Asked} :";
}

/// <summary>Names the requests of a letter, by their keys.</summary>
public sealed class RequestNames(Letters letters)
{
    internal async Task<IReadOnlyDictionary<string, RequestName>> Of(Letter letter, CancellationToken cancellationToken)
    {
        var named = await AtOnce.Each(letter.Sheets, async sheet =>
        {
            using var sent = JsonDocument.Parse(await letters.BodyOf(sheet, cancellationToken));
            var (sheetReference, title) = (sheet.Sheet.Reference, Mail.MailRenderer.OneLine(sheet.Sheet.Title));
            return sheet.Requests.Select(request => KeyValuePair.Create(sheet.KeyOf(request), new RequestName(sheetReference, title, RequestWords.Whole(request, sent.RootElement)))).ToList();
        });
        return named.SelectMany(some => some).ToDictionary(StringComparer.Ordinal);
    }
}
