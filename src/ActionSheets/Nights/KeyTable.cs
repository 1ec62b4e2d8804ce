using ActionSheets.Sheets;

namespace ActionSheets.Nights;

/// <summary>One table by key (<c>by-region.csv</c>...): its lines, and how they are written.</summary>
/// <param name="name">File name.</param>
/// <param name="column">The column of the list that holds the key.</param>
/// <param name="labelOf">French name of a key.</param>
internal sealed class KeyTable(string name, string column, Func<string, string> labelOf)
{
    public const string Heading =
        "cle;libelle;fiches#;fiches_veille#;fiches_an_passe#;demandes#;reponses#;budget_ht€;demande€;accorde€;paye€;delai_median%;part_en_retard%;" +
        "reponses_3_jours#;reponses_5_jours#;part_3_jours%;part_5_jours%";

    private readonly SortedDictionary<string, KeyLine> _lines = new(StringComparer.Ordinal);

    public string Name => name;

    public string Column => column;

    public IEnumerable<KeyLine> Lines => _lines.Values;

    public KeyLine this[string key]
    {
        get
        {
            if (!_lines.TryGetValue(key, out var line))
            {
                _lines.Add(key, line = new KeyLine());
            }

            return line;
        }
    }

    /// <summary>Keys that have sheets, in ordinal order.</summary>
    public IEnumerable<(string Key, string Label, KeyLine Line)> WithSheets =>
        _lines.Where(line => line.Value.Sheets > 0).Select(line => (line.Key, labelOf(line.Key), line.Value));

    public void WriteTo(CsvTable csv)
    {
        foreach (var (key, label, line) in WithSheets)
        {
            csv.Text(key).Text(label)
                .Number(line.Sheets).Number(line.SheetsDayBefore).Number(line.SheetsYearBefore)
                .Number(line.Requests).Number(line.Answers)
                .Amount(line.Budget).Amount(line.Requested).Amount(line.Agreed).Amount(line.Paid)
                .Decimal(line.Delays.Median, "0.#").Decimal(line.ShareOfSent(line.Late), "0.0000")
                .Number(line.Delays.Within(3)).Number(line.Delays.Within(5))
                .Decimal(line.ShareOfSent(line.Delays.Within(3)), "0.0000").Decimal(line.ShareOfSent(line.Delays.Within(5)), "0.0000")
                .EndLine();
        }
    }
}

/// <summary>The figures of one key. Amounts in euros.</summary>
internal sealed class KeyLine
{
    public int Sheets { get; private set; }

    public int SheetsDayBefore { get; set; }

    public int SheetsYearBefore { get; set; }

    public int Requests { get; private set; }

    public int Answers { get; private set; }

    public decimal Budget { get; private set; }

    public decimal Requested { get; private set; }

    public decimal Agreed { get; private set; }

    /// <summary>What operators say they have paid, cancelled requests included: money that left has left.</summary>
    public decimal Paid { get; private set; }

    public int Sent { get; private set; }

    /// <summary>Of the requests that were sent, those that are or were late.</summary>
    public int Late { get; private set; }

    public DelayHistogram Delays { get; } = new();

    /// <summary>Null when none was sent.</summary>
    public decimal? ShareOfSent(int requests) => Sent == 0 ? null : decimal.Round((decimal)requests / Sent, 4, MidpointRounding.AwayFromZero);

    public void AddSheet(decimal? budget)
    {
        Sheets++;
        Budget += budget ?? 0;
    }

    public void AddRequest(Request request, RequestDays days)
    {
        Requests++;
        Requested += request.Status == RequestStatus.Cancelled ? 0 : request.Amount ?? 0;
        Paid += request.Paid;
        Agreed += request.Agreed;
        Answers += days.AnsweredOn is null ? 0 : 1;
        if (days.WorkingDays is { } delay)
        {
            Delays.Add(delay);
        }

        if (days.IsLate is { } isLate)
        {
            Sent++;
            Late += isLate ? 1 : 0;
        }
    }
}
