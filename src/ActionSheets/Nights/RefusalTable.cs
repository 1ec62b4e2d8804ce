using System.Text;
using ActionSheets.Sheets;

namespace ActionSheets.Nights;

/// <summary>
/// <c>by-refusal.csv</c>: refusals and answers out of scope that are in force, a line for each operator, kind and reason as it was written. Reasons are
/// free text and as many as there are refusals: they are counted on the local disk.
/// </summary>
internal sealed class RefusalTable : IDisposable
{
    public const string Name = "by-refusal.csv";
    public const string Heading = "operateur;reponse;motif;demandes#";

    /// <summary>There is a table for each Region.</summary>
    private const int Room = 256 * 1024;

    private readonly SortedSpool _refusals = new(Room);

    public void Add(Request request)
    {
        if (request.Status != RequestStatus.Cancelled && request.Answer is { Kind: AnswerKinds.Refused or AnswerKinds.OutOfScope } answer)
        {
            // Big-endian UTF-16 stands in the order in which strings are compared; no text of ours holds NUL, which comes before all else.
            _refusals.Add(Encoding.BigEndianUnicode.GetBytes($"{request.Operator}\0{answer.Kind}\0{answer.Reason?.Trim()}"), []);
        }
    }

    /// <summary>Once: the refusals are forgotten then.</summary>
    public void WriteTo(CsvTable csv)
    {
        byte[]? last = null;
        var requests = 0;
        foreach (var (key, _) in _refusals.TakeInOrder())
        {
            if (last is not null && !key.Span.SequenceEqual(last))
            {
                Write(csv, last, requests);
                (last, requests) = (null, 0);
            }

            last ??= key.ToArray();
            requests++;
        }

        if (last is not null)
        {
            Write(csv, last, requests);
        }
    }

    public void Dispose() => _refusals.Dispose();

    private static void Write(CsvTable csv, byte[] key, int requests)
    {
        var parts = Encoding.BigEndianUnicode.GetString(key).Split('\0', 3);
        csv.Text(parts[0]).Text(parts[1]).Text(parts[2]).Number(requests).EndLine();
    }
}
