using System.Runtime.InteropServices;

namespace ActionSheets.Nights;

/// <summary>What the lines of one key add up to. Amounts in euros.</summary>
internal readonly record struct WrittenSum(int Lines, decimal Budget, decimal Requested, decimal Agreed, decimal Paid);

/// <summary>
/// The second entry of the books: sums over the lists as they were written, read again from their text and knowing nothing of sheets. Every
/// line of the tables by key must agree with them.
/// </summary>
internal sealed class WrittenSums
{
    private readonly Dictionary<(string Column, string Key), WrittenSum> _sums = [];

    /// <param name="tables">The tables of the whole, complete.</param>
    public static WrittenSums Read(IReadOnlyList<NightFile> tables)
    {
        var sums = new WrittenSums();
        using (var sheets = new TableReader(tables.Single(table => table.Name == SheetLists.SheetsFile)))
        {
            while (sheets.Read())
            {
                sums.AddSheet(sheets);
            }
        }

        using var requests = new TableReader(tables.Single(table => table.Name == SheetLists.RequestsFile));
        while (requests.Read())
        {
            sums.AddRequest(requests);
        }

        return sums;
    }

    /// <summary>Of the sheets with this text in this column.</summary>
    public WrittenSum Of(string column, string key) => _sums.GetValueOrDefault((column, key));

    /// <summary>Every column and text, with what its lines add up to.</summary>
    public IReadOnlyDictionary<(string Column, string Key), WrittenSum> All => _sums;

    /// <summary>How many texts a column has.</summary>
    public int KeysOf(string column) => _sums.Keys.Count(key => key.Column == column);

    /// <summary>One more part of what a key adds up to.</summary>
    public void Add(string column, string key, WrittenSum part)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, (column, key), out _);
        sum = new WrittenSum(
            sum.Lines + part.Lines, sum.Budget + part.Budget, sum.Requested + part.Requested, sum.Agreed + part.Agreed, sum.Paid + part.Paid);
    }

    private void AddSheet(TableReader line)
    {
        var sheet = new WrittenSum(1, line.Amount("budget_ht"), line.Amount("demande"), line.Amount("accorde"), line.Amount("paye"));
        foreach (var column in (ReadOnlySpan<string>)["region_pilote", "territoire_id", "axe", "statut"])
        {
            Add(column, line.Cell(column), sheet);
        }
    }

    private void AddRequest(TableReader line) => Add(
        "operateur", line.Cell("operateur"), new WrittenSum(1, 0, line.Cell("statut") == "cancelled" ? 0 : line.Amount("montant_demande"), 0, line.Amount("paye")));
}
