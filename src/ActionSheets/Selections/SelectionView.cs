namespace ActionSheets.Selections;

/// <summary>A selection as the API gives it; what was sent stands in it under the same names.</summary>
internal static class SelectionView
{
    public static object Shown(Selection selection) => new
    {
        selection.Id,
        selection.Name,
        selection.Owner,
        selection.CreatedAt,
        selection.Choice.Table,
        selection.Choice.Columns,
        selection.Choice.Filters,
    };
}
