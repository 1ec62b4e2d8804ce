using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using Benchmarks.Loads;

namespace Benchmarks.Model;

/// <summary>
/// Journals of as many sheets as asked for, made on the way: the samples in turn, each with an id and a number of its own, in the order of the ids as
/// a table has them. The lines are those of <see cref="StoredSheets"/>, in the JSON of the table service.
/// </summary>
internal sealed class ModelSheets
{
    private static readonly IReadOnlyList<Template> Templates = [.. Enumerable.Range(0, StoredSheets.SampleCount).Select(Template.Of)];

    private readonly Dictionary<string, ImmutableArray<int>> _ofRegions;
    private readonly int _sheets;
    private readonly int _changes;

    /// <param name="changes">Sheets to which something happens on the next day.</param>
    public ModelSheets(int sheets, int changes)
    {
        (_sheets, _changes) = (sheets, changes);
        _ofRegions = Enumerable.Range(0, sheets).GroupBy(number => TemplateOf(number).Region, StringComparer.Ordinal)
            .ToDictionary(region => region.Key, region => InOrder(region.Key, region), StringComparer.Ordinal);
    }

    /// <summary>Whether the next day has come.</summary>
    public bool AreChanged { get; set; }

    /// <summary>A page of the journals of one Region's sheets, and where the next begins; null after the last.</summary>
    public (string Json, int? Next) Page(string region, int from, int rows)
    {
        var numbers = _ofRegions.GetValueOrDefault(region, []);
        var page = new StringBuilder("{\"value\":[");
        var (place, written) = (from, 0);
        for (; place < numbers.Length && written < rows; place++)
        {
            var template = TemplateOf(numbers[place]);
            written += template.AppendTo(page, numbers[place], isFirst: written == 0);
            if (AreChanged && IsChanged(numbers[place]))
            {
                written += template.AppendChangeTo(page, numbers[place], isFirst: false);
            }
        }

        return (page.Append("]}").ToString(), place < numbers.Length ? place : null);
    }

    /// <summary>A page of what happened on the next day; null after the last.</summary>
    public (string Json, int? Next) PageOfChanges(int from, int rows)
    {
        var changed = AreChanged ? _ofRegions.OrderBy(region => region.Key, StringComparer.Ordinal).SelectMany(region => region.Value).Where(IsChanged).ToList() : [];
        var page = new StringBuilder("{\"value\":[");
        foreach (var (place, number) in changed.Skip(from).Take(rows).Index())
        {
            TemplateOf(number).AppendChangeTo(page, number, isFirst: place == 0);
        }

        return (page.Append("]}").ToString(), from + rows < changed.Count ? from + rows : null);
    }

    private static Template TemplateOf(int number) => Templates[number % Templates.Count];

    private static SheetId IdOf(string region, int number) => SheetId.For(region, new Guid(number, 0, 0, new byte[8]));

    private static ImmutableArray<int> InOrder(string region, IEnumerable<int> numbers) =>
        [.. numbers.Select(number => (number, Id: IdOf(region, number).Value)).OrderBy(each => each.Id, StringComparer.Ordinal).Select(each => each.number)];

    /// <summary>As many as asked for, spread over all.</summary>
    private bool IsChanged(int number) => (long)number * _changes / _sheets != (long)(number + 1) * _changes / _sheets;

    /// <summary>The journal of one sample, with the id and reference of its first sheet to be replaced by another's.</summary>
    private sealed record Template(string Region, string Id, string Reference, IReadOnlyList<JournalEntry> Journal)
    {
        public static Template Of(int sample)
        {
            var (id, journal) = StoredSheets.JournalOf(sample);
            return new Template(id.Region, id.Value, ((SheetSubmitted)journal[0].Event).Reference, journal);
        }

        public int AppendTo(StringBuilder page, int number, bool isFirst)
        {
            var id = IdOf(Region, number).Value;
            var reference = string.Create(CultureInfo.InvariantCulture, $"TI-{Region}-{number:D4}");
            foreach (var entry in Journal)
            {
                Append(page, id, entry, entry.DataJson.Replace(Id, id, StringComparison.Ordinal).Replace(Reference, reference, StringComparison.Ordinal), isFirst);
                isFirst = false;
            }

            return Journal.Count;
        }

        public int AppendChangeTo(StringBuilder page, int number, bool isFirst)
        {
            var opened = new FollowedUp("r1", StoredSheets.Day.AddDays(1), null, null, null);
            var entry = JournalEntry.Append(Journal.Count + 1, ParisDay.EndOf(StoredSheets.Day).AddHours(10), "operator", opened, null, Journal[^1].Hash);
            Append(page, IdOf(Region, number).Value, entry, entry.DataJson, isFirst);
            return 1;
        }

        private static void Append(StringBuilder page, string id, JournalEntry entry, string data, bool isFirst) => page
            .Append(isFirst ? "" : ",")
            .Append(CultureInfo.InvariantCulture, $$"""{"PartitionKey":"{{id}}","RowKey":"{{SheetRows.JournalKey(entry.Number)}}","At":"{{Instant.Text(entry.At)}}","Type":"{{entry.Type}}",""")
            .Append("\"Data@odata.type\":\"Edm.Binary\",\"Data\":\"").Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(data))).Append("\"}");
    }
}
