namespace ActionSheets.Figures.Pages;

/// <summary>A piece of the paragraph; a figure leads to the rows it counts.</summary>
public sealed record Piece(string Text, string? Rows = null);

/// <summary>The signed agreements of one Region.</summary>
public sealed record RegionAgreements(string Region, int Count, string Territories);

/// <summary>What <c>/chiffres-du-jour</c> shows. <paramref name="Night"/>: as in an address.</summary>
public sealed record FiguresModel(string Night, string AsOf, IReadOnlyList<Piece> Paragraph, string? Kinds, IReadOnlyList<RegionAgreements> Regions);

/// <summary>What a row is about, and where more of it is; no address where there is no more.</summary>
public sealed record FigureLink(string Text, string? Path);

/// <summary>One row a figure counts.</summary>
public sealed record FigureRow(FigureLink Head, IReadOnlyList<string> Cells);

/// <summary>The rows of a figure, or a page of them. <paramref name="Count"/>: of all.</summary>
public sealed record FigureTable(string Title, IReadOnlyList<string> Headings, IReadOnlyList<FigureRow> Rows, int Count);
