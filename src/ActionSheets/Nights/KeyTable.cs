using ActionSheets.Sheets;

namespace ActionSheets.Nights;

/// <summary>One table by key (<c>by-region.csv</c>...): its lines, and how they are written.</summary>
/// <param name="name">File name.</param>
/// <param name="labelOf">French name of a key.</param>
internal sealed class KeyTable(string name, Func<string, string> labelOf)
{
    private const string Header = "cle;libelle;fiches;fiches_veille;fiches_an_passe;demandes;reponses;budget_ht;demande;accorde;paye;delai_median;part_en_retard";

    private readonly SortedDictionary<string, KeyLine> _lines = new(StringComparer.Ordinal);

    public string Name => name;

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
    public async Task WriteTo(NightFile file, CancellationToken cancellationToken)
    {
        using var csv = new CsvTable(name, Header);
        foreach (var (key, line) in _lines)
        {
            if (line.Sheets > 0)
            {
                // Nothing is paid before payments exist.
                csv.Text(key).Text(labelOf(key))
                    .Number(line.Sheets).Number(line.SheetsDayBefore).Number(line.SheetsYearBefore)
                    .Number(line.Requests).Number(line.Answers)
                    .Amount(line.Budget).Amount(line.Requested).Amount(line.Agreed).Amount(0)
                    .Decimal(line.Delays.Median, "0.#").Decimal(line.LateShare, "0.0000")
                    .EndLine();
            }
        }

        csv.EndGroup(0);
        await csv.WriteTo(file, cancellationToken);
    }
}

/// <summary>The figures of one key. Amounts in euros.</summary>
internal sealed class KeyLine
{
    private int _late;
    private int _sent;

    public int Sheets { get; private set; }

    public int SheetsDayBefore { get; set; }

    public int SheetsYearBefore { get; set; }

    public int Requests { get; private set; }

    public int Answers { get; private set; }

    public decimal Budget { get; private set; }

    public decimal Requested { get; private set; }

    public decimal Agreed { get; private set; }

    public DelayHistogram Delays { get; } = new();

    /// <summary>Of the requests that were sent, the share that is or was late; null when none was sent.</summary>
    public decimal? LateShare => _sent == 0 ? null : decimal.Round((decimal)_late / _sent, 4, MidpointRounding.AwayFromZero);

    public void AddSheet(decimal? budget)
    {
        Sheets++;
        Budget += budget ?? 0;
    }

    public void AddRequest(Request request, RequestDays days)
    {
        Requests++;
        Requested += request.Amount ?? 0;
        Agreed += request.Agreed;
        Answers += days.AnsweredOn is null ? 0 : 1;
        if (days.WorkingDays is { } delay)
        {
            Delays.Add(delay);
        }

        if (days.IsLate is { } isLate)
        {
            _sent++;
            _late += isLate ? 1 : 0;
        }
    }
}

/// <summary>How often each delay in working days occurs: a median without keeping every value.</summary>
internal sealed class DelayHistogram
{
    private readonly SortedDictionary<int, int> _counts = [];
    private int _total;

    public void Add(int workingDays)
    {
        _counts[workingDays] = _counts.GetValueOrDefault(workingDays) + 1;
        _total++;
    }

    /// <summary>Between the two middle values when their number is even; null when there is none.</summary>
    public decimal? Median => _total == 0 ? null : (At((_total - 1) / 2) + At(_total / 2)) / 2m;

    private int At(int rank)
    {
        foreach (var (workingDays, count) in _counts)
        {
            rank -= count;
            if (rank < 0)
            {
                return workingDays;
            }
        }

        throw new InvalidOperationException("The rank is beyond the last value.");
    }
}
