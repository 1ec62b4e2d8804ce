using ActionSheets.Sheets;

namespace ActionSheets.Nights;

/// <summary>
/// <c>by-kind.csv</c>: money asked, agreed and paid, a line for each kind of request and of amount agreed. A loan is not a subsidy: nothing is
/// added across kinds.
/// </summary>
internal sealed class KindTable
{
    public const string Name = "by-kind.csv";
    public const string Heading = "nature;libelle;nature_montant;demandes#;demande€;accords#;accorde€;paye€";

    private readonly SortedDictionary<(string Kind, string AmountKind), KindLine> _lines =
        new(Comparer<(string Kind, string AmountKind)>.Create((a, b) => string.CompareOrdinal(a.Kind, b.Kind) is not 0 and var byKind ? byKind : string.CompareOrdinal(a.AmountKind, b.AmountKind)));

    public IEnumerable<KindLine> Lines => _lines.Values;

    public void Add(Request request)
    {
        var isAgreed = request.Status != RequestStatus.Cancelled && request.Answer?.Kind == AnswerKinds.AgreementInPrinciple;
        var key = (request.Kind, isAgreed ? request.Answer!.AmountKind ?? "" : "");
        var line = _lines.GetValueOrDefault(key);
        _lines[key] = new KindLine(
            line.Requests + 1,
            line.Requested + (request.Status == RequestStatus.Cancelled ? 0 : request.Amount ?? 0),
            line.Agreements + (isAgreed ? 1 : 0),
            line.Agreed + request.Agreed,
            line.Paid + request.Paid);
    }

    public void WriteTo(CsvTable csv)
    {
        foreach (var ((kind, amountKind), line) in _lines)
        {
            csv.Text(kind).Text(NightLabels.OfKind(kind)).Text(amountKind)
                .Number(line.Requests).Amount(line.Requested).Number(line.Agreements).Amount(line.Agreed).Amount(line.Paid)
                .EndLine();
        }
    }
}

/// <summary>The figures of one kind of request and of amount. Amounts in euros.</summary>
internal readonly record struct KindLine(int Requests, decimal Requested, int Agreements, decimal Agreed, decimal Paid);
