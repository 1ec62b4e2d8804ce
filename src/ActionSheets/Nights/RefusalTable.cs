using ActionSheets.Sheets;

namespace ActionSheets.Nights;

/// <summary><c>by-refusal.csv</c>: refusals and answers out of scope that are in force, a line for each operator, kind and reason as it was written.</summary>
internal sealed class RefusalTable
{
    private const string Heading = "operateur;reponse;motif;demandes#";

    private readonly Dictionary<(string Operator, string Kind, string Reason), int> _counts = [];

    public void Add(Request request)
    {
        if (request.Status != RequestStatus.Cancelled && request.Answer is { Kind: AnswerKinds.Refused or AnswerKinds.OutOfScope } answer)
        {
            var key = (request.Operator, answer.Kind, answer.Reason?.Trim() ?? "");
            _counts[key] = _counts.GetValueOrDefault(key) + 1;
        }
    }

    public CsvTable ToCsv()
    {
        var csv = new CsvTable("by-refusal.csv", Heading);
        var inOrder = _counts
            .OrderBy(count => count.Key.Operator, StringComparer.Ordinal)
            .ThenBy(count => count.Key.Kind, StringComparer.Ordinal)
            .ThenBy(count => count.Key.Reason, StringComparer.Ordinal);
        foreach (var ((body, kind, reason), requests) in inOrder)
        {
            csv.Text(body).Text(kind).Text(reason).Number(requests).EndLine();
        }

        return csv;
    }
}
