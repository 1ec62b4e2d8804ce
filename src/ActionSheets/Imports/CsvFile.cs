using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using CsvHelper;

namespace ActionSheets.Imports;

/// <summary>A CSV file as Regions keep them: <c>;</c> or <c>,</c>, UTF-8 or Windows-1252. Every cell is text and stays as it is written.</summary>
internal static partial class CsvFile
{
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Null when the bytes are neither UTF-8 nor Windows-1252, as far as can be told.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || bytes.Contains((byte)0))
        {
            return null;
        }

        var hasMark = bytes.StartsWith("\uFEFF"u8);
        var text = hasMark ? bytes[3..] : bytes;
        if (Utf8.IsValid(text))
        {
            return Encoding.UTF8.GetString(text);
        }

        return hasMark ? null : Western.GetString(text);
    }

    public static ImportTable Read(string text)
    {
        var table = new ImportTable();
        var unclosed = 0L;
        var told = ToldSeparator().Match(text);
        var lines = text[told.Length..];
        var options = new CsvReaderOptions
        {
            Separator = told.Success ? told.Groups["separator"].Value[0] : SeparatorOf(lines),
            HasHeader = false,
            SkipEmptyLines = false,
            MalformedData = CsvMalformedDataHandling.Recover,
            OnMalformedRecord = record => unclosed = record.Reason == CsvMalformedReason.UnterminatedQuote ? record.RecordNumber : unclosed,
        };
        using var csv = CsvReader.FromText(lines, options);
        for (var number = 1; csv.Read(); number++)
        {
            if (unclosed > 0)
            {
                throw new ImportFileException($"Un guillemet ouvert à la ligne {unclosed} n'est jamais fermé.");
            }

            table.Add(number, [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)]);
        }

        return table;
    }

    /// <summary>The line that Excel writes and reads for itself: it shows it to nobody, and numbers from the next.</summary>
    [GeneratedRegex("^\"?sep=(?<separator>[;,])\"?(\r\n|\n|\r)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ToldSeparator();

    /// <summary>The one of the two that the heading has more of, outside quotes.</summary>
    private static char SeparatorOf(string text)
    {
        var (semicolons, commas, quoted) = (0, 0, false);
        foreach (var character in text.AsSpan().TrimStart("\r\n"))
        {
            quoted ^= character == '"';
            if (character is '\r' or '\n' && !quoted)
            {
                break;
            }

            semicolons += character == ';' && !quoted ? 1 : 0;
            commas += character == ',' && !quoted ? 1 : 0;
        }

        return commas > semicolons ? ',' : ';';
    }
}
