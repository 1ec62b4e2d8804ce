using System.Text;

namespace ActionSheets.Tests.Nights;

/// <summary>RFC 4180 with <c>;</c>, read by the book and apart from the writer: what a spreadsheet would see.</summary>
internal static class CsvText
{
    public static IReadOnlyList<IReadOnlyList<string>> Parse(string text)
    {
        if (text.Length == 0 || text[0] != '\uFEFF')
        {
            throw new FormatException("No byte-order mark.");
        }

        var records = new List<IReadOnlyList<string>>();
        var at = 1;
        while (at < text.Length)
        {
            var record = new List<string> { Cell(text, ref at) };
            while (at < text.Length && text[at] == ';')
            {
                at++;
                record.Add(Cell(text, ref at));
            }

            if (at + 1 >= text.Length || text[at] != '\r' || text[at + 1] != '\n')
            {
                throw new FormatException($"A record ends without CRLF at {at}.");
            }

            at += 2;
            records.Add(record);
        }

        return records;
    }

    private static string Cell(string text, ref int at)
    {
        if (at < text.Length && text[at] == '"')
        {
            return Quoted(text, ref at);
        }

        var start = at;
        while (at < text.Length && text[at] is not (';' or '\r'))
        {
            if (text[at] is '"' or '\n')
            {
                throw new FormatException($"A bare cell holds what must be quoted at {at}.");
            }

            at++;
        }

        return text[start..at];
    }

    private static string Quoted(string text, ref int at)
    {
        var cell = new StringBuilder();
        for (at++; ; at++)
        {
            if (text[at] != '"')
            {
                cell.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                cell.Append('"');
                at++;
            }
            else
            {
                at++;
                return cell.ToString();
            }
        }
    }
}
