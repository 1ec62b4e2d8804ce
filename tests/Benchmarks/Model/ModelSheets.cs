using System.Globalization;
using System.Text;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using Benchmarks.Loads;

namespace Benchmarks.Model;

/// <summary>
/// Journals of as many sheets as asked for, made on the way: the samples in turn, each with an id and a number of its own. The lines are those of
/// <see cref="StoredSheets"/>, in the JSON of the table service.
/// </summary>
internal sealed class ModelSheets(int sheets)
{
    private static readonly IReadOnlyList<Template> Templates = [.. Enumerable.Range(0, StoredSheets.SampleCount).Select(Template.Of)];

    /// <summary>A page of the journals of one Region's sheets, and where the next begins; null after the last.</summary>
    public (string Json, int? Next) Page(string region, int from, int rows)
    {
        var page = new StringBuilder("{\"value\":[");
        var (number, written) = (from, 0);
        for (; number < sheets && written < rows; number++)
        {
            var template = Templates[number % Templates.Count];
            if (template.Region == region)
            {
                written += template.AppendTo(page, number, isFirst: written == 0);
            }
        }

        return (page.Append("]}").ToString(), number < sheets ? number : null);
    }

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
            var id = SheetId.For(Region, new Guid(number, 0, 0, new byte[8])).Value;
            var reference = string.Create(CultureInfo.InvariantCulture, $"TI-{Region}-{number:D4}");
            foreach (var entry in Journal)
            {
                var data = entry.DataJson.Replace(Id, id, StringComparison.Ordinal).Replace(Reference, reference, StringComparison.Ordinal);
                page.Append(isFirst ? "" : ",")
                    .Append(CultureInfo.InvariantCulture, $$"""{"PartitionKey":"{{id}}","RowKey":"{{SheetRows.JournalKey(entry.Number)}}","At":"{{Instant.Text(entry.At)}}","Type":"{{entry.Type}}",""")
                    .Append("\"Data@odata.type\":\"Edm.Binary\",\"Data\":\"").Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(data))).Append("\"}");
                isFirst = false;
            }

            return Journal.Count;
        }
    }
}
