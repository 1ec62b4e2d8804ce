namespace ActionSheets.Nights;

/// <summary>What a cell of a table is, beyond its text: the workbook needs to know.</summary>
internal enum CellKind
{
    Text,
    Whole,
    Amount,
    Decimal,
    Day,
}

/// <summary>One column of a table.</summary>
internal sealed record TableColumn(string Name, CellKind Kind)
{
    /// <summary>
    /// Columns from a heading as these files write it: names joined by <c>;</c>, each followed by what its cells are: <c>#</c> whole number,
    /// <c>€</c> amount, <c>%</c> number with decimals, <c>@</c> day, nothing for text.
    /// </summary>
    public static IReadOnlyList<TableColumn> Parse(string heading) => [.. heading.Split(';').Select(Of)];

    private static TableColumn Of(string name) => name[^1] switch
    {
        '#' => new(name[..^1], CellKind.Whole),
        '€' => new(name[..^1], CellKind.Amount),
        '%' => new(name[..^1], CellKind.Decimal),
        '@' => new(name[..^1], CellKind.Day),
        _ => new(name, CellKind.Text),
    };
}
