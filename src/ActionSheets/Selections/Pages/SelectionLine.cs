namespace ActionSheets.Selections.Pages;

/// <summary>One line of <c>/exports/selections</c>, all of it text. <paramref name="Download"/> and <paramref name="Removal"/> are addresses.</summary>
public sealed record SelectionLine(
    string Name, string Table, string Columns, IReadOnlyList<string> Filters, string Owner, string CreatedAt, string Download, string Removal);
