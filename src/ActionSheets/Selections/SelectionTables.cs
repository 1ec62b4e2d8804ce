using ActionSheets.Nights;
using ActionSheets.Web;

namespace ActionSheets.Selections;

/// <summary>What someone may choose from: the CSV files of the latest night, of a Region those of its own part.</summary>
public sealed class SelectionTables(NightRegister register, PublishedFiles files)
{
    internal async Task<IReadOnlyList<string>> Of(Caller caller, CancellationToken cancellationToken) => Of(caller, await register.Latest(cancellationToken));

    /// <summary>The headings of a table; null when the caller may not read it, or the latest night has none of this name.</summary>
    internal async Task<IReadOnlyList<string>?> ColumnsOf(Caller caller, string table, CancellationToken cancellationToken)
    {
        var night = await register.Latest(cancellationToken);
        if (!Of(caller, night).Contains(table) || await files.Open(night!, table, cancellationToken) is not var (content, _))
        {
            return null;
        }

        await using (content)
        {
            return await TableCut.ColumnsOf(content, cancellationToken);
        }
    }

    private static List<string> Of(Caller caller, PublishedNight? night) =>
        [.. (night?.Files ?? []).Select(file => file.Name).Where(name => name.EndsWith(".csv", StringComparison.Ordinal) && NightFileGiving.RefusalOf(caller, name) is null)];
}
