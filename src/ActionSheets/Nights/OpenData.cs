using ActionSheets.Reference;

namespace ActionSheets.Nights;

/// <summary>
/// <c>open-data/</c>: the tables by key for everybody, small counts hidden (<see cref="OpenTable"/>), and their description. Three measures are
/// hidden apart, each with the amounts that hang on it: sheets with their budget, requests with what is asked, answers with what is agreed and paid.
/// A Region's territories add up to its line, so they are hidden within it.
/// </summary>
internal static class OpenData
{
    public const string Folder = "open-data/";
    public const string SchemaFile = "schema.json";

    public static async Task Write(NightFolder folder, KeyTables tables, ReferenceData reference, CancellationToken cancellationToken)
    {
        var regions = Lines(tables.OfRegions);
        var ofRegions = Alone(regions);
        List<(KeyTable Table, IReadOnlyList<OpenLine> Lines)> open =
        [
            (tables.OfRegions, ofRegions),
            (tables.OfTerritories, Within(ofRegions, Lines(tables.OfTerritories), key => reference.TerritoryById(key)?.LeadRegion)),
            (tables.OfAxes, Alone(Lines(tables.OfAxes))),
            (tables.OfRequests, Alone(Lines(tables.OfRequests))),
            (tables.OfStatuses, Alone(Lines(tables.OfStatuses))),
        ];
        foreach (var (table, lines) in open)
        {
            await TableFile.WriteWhole(folder, Folder + table.Name, OpenDataSchema.Heading, csv => WriteTo(csv, lines), cancellationToken);
        }

        var schema = folder.Begin(Folder + SchemaFile);
        schema.Rows = 1;
        schema.Content.Write(NightManifest.Document(json => OpenDataSchema.WriteTo(json, open.Select(each => each.Table.Name))));
        await schema.Complete(cancellationToken);
    }

    /// <summary>A table whose sum everybody may know. Nothing of it is shown where that sum would tell each of its counts.</summary>
    public static IReadOnlyList<OpenLine> Alone(IReadOnlyCollection<OpenLine> lines)
    {
        if (OpenTable.Hidden([.. lines.Select(line => (line.Key, line.Figures.Sheets))], isListed: true) is not { } sheets)
        {
            return [];
        }

        var requests = OpenTable.Hidden([.. lines.Select(line => (line.Key, line.Figures.Requests))], isListed: false);
        var answers = OpenTable.Hidden([.. lines.Select(line => (line.Key, line.Figures.Answers))], isListed: false);
        return
        [
            .. lines.Select(line => line with
            {
                HidesSheets = sheets.Contains(line.Key),
                HidesRequests = requests?.Contains(line.Key) ?? true,
                HidesAnswers = answers?.Contains(line.Key) ?? true,
            }),
        ];
    }

    /// <summary>A table whose lines add up to those of another: hidden there, hidden here.</summary>
    public static IReadOnlyList<OpenLine> Within(IReadOnlyList<OpenLine> wholes, IReadOnlyCollection<OpenLine> lines, Func<string, string?> wholeOf) =>
    [
        .. wholes
            .SelectMany(whole => Alone([.. lines.Where(line => wholeOf(line.Key) == whole.Key)]).Select(line => line with
            {
                HidesSheets = line.HidesSheets || whole.HidesSheets,
                HidesRequests = line.HidesRequests || whole.HidesRequests,
                HidesAnswers = line.HidesAnswers || whole.HidesAnswers,
            }))
            .OrderBy(line => line.Key, StringComparer.Ordinal),
    ];

    private static void WriteTo(CsvTable csv, IEnumerable<OpenLine> lines)
    {
        foreach (var line in lines)
        {
            line.WriteTo(csv);
        }
    }

    private static IReadOnlyList<OpenLine> Lines(KeyTable table) =>
        [.. table.WithSheets.Select(each => new OpenLine(each.Key, each.Label, OpenFigures.Of(each.Line), false, false, false))];
}

/// <summary>What the public may know of one key, if it is not hidden. Amounts in euros.</summary>
internal readonly record struct OpenFigures(int Sheets, int Requests, int Answers, decimal Budget, decimal Requested, decimal Agreed, decimal Paid)
{
    public static OpenFigures Of(KeyLine line) => new(line.Sheets, line.Requests, line.Answers, line.Budget, line.Requested, line.Agreed, line.Paid);
}

/// <summary>One line of a public table, and which of its figures stay hidden.</summary>
internal sealed record OpenLine(string Key, string Label, OpenFigures Figures, bool HidesSheets, bool HidesRequests, bool HidesAnswers)
{
    /// <summary>In the order of <see cref="OpenDataSchema.Heading"/>; what is hidden is empty.</summary>
    public void WriteTo(CsvTable csv) => csv.Text(Key).Text(Label)
        .Number(HidesSheets ? null : Figures.Sheets)
        .Number(HidesRequests ? null : Figures.Requests)
        .Number(HidesAnswers ? null : Figures.Answers)
        .Amount(HidesSheets ? null : Figures.Budget)
        .Amount(HidesRequests ? null : Figures.Requested)
        .Amount(HidesAnswers ? null : Figures.Agreed)
        .Amount(HidesAnswers ? null : Figures.Paid)
        .EndLine();
}
