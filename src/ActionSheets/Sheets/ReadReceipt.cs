using System.Text.RegularExpressions;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>Tells anyone who holds a receipt whether it is genuine and still in force, and nothing else.</summary>
[Access(Who.Anyone)]
public sealed partial class ReadReceipt(Endpoint<ReadReceipt> endpoint, Receipts receipts, SheetStore store)
{
    private const string Route = "api/receipts/{sha256}";

    [Function(nameof(ReadReceipt))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string sha256, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async _ =>
            {
                var proven = Fingerprint().IsMatch(sha256) ? await Proven(sha256, cancellationToken) : [];

                // The same content may have been sent twice: what is in force counts.
                var best = proven.OrderBy(receipt => receipt.State).ThenBy(receipt => receipt.At).FirstOrDefault();
                return best is null
                    ? Results.Json(new { Known = false, Kind = (string?)null, At = (string?)null, State = (string?)null, ReplacedAt = (string?)null }, Wire.Json)
                    : Results.Json(new { Known = true, best.Kind, best.At, State = Wire.Name(best.State), best.ReplacedAt }, Wire.Json);
            },
            cancellationToken);

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Fingerprint();

    private static Receipt? Prove(string sha256, ReceiptPointer pointer, Sheet sheet)
    {
        if (pointer.Kind == ReceiptKind.Sheet)
        {
            return Versions(sheet).Where(version => version.Number == pointer.Number && version.BodySha256 == sha256)
                .Select(version => new Receipt("action-sheet", version.At, version.ReplacedAt, StateOf(sheet, version.ReplacedAt))).FirstOrDefault();
        }

        var answers = sheet.Requests.Select(request => request.Answers).FirstOrDefault(answers => answers.Any(answer => answer.Number == pointer.Number));
        if (answers.IsDefault || answers.First(answer => answer.Number == pointer.Number) is not { } answer || answer.Receipt != sha256)
        {
            return null;
        }

        var replacement = answers.FirstOrDefault(later => later.Replaces == answer.Number);
        return new Receipt("answer", answer.AnsweredAt, replacement?.AnsweredAt, StateOf(sheet, replacement?.AnsweredAt));
    }

    private static IEnumerable<(int Number, string BodySha256, DateTimeOffset At, DateTimeOffset? ReplacedAt)> Versions(Sheet sheet) =>
    [
        .. sheet.PastVersions.Select(past => (past.Number, past.BodySha256, past.At, (DateTimeOffset?)past.ReplacedAt)),
        (sheet.Version, sheet.BodySha256, sheet.VersionAt, null),
    ];

    private static ReceiptState StateOf(Sheet sheet, DateTimeOffset? replacedAt) =>
        (replacedAt, sheet.Withdrawal) switch
        {
            ({ }, _) => ReceiptState.Replaced,
            (_, { }) => ReceiptState.Withdrawn,
            _ => ReceiptState.InForce,
        };

    private async Task<List<Receipt>> Proven(string sha256, CancellationToken cancellationToken)
    {
        var proven = new List<Receipt>();
        foreach (var pointer in await receipts.Find(sha256, cancellationToken))
        {
            if (await store.Find(pointer.Sheet, cancellationToken) is { } stored && Prove(sha256, pointer, stored.Sheet) is { } receipt)
            {
                proven.Add(receipt);
            }
        }

        return proven;
    }

    private sealed record Receipt(string Kind, DateTimeOffset At, DateTimeOffset? ReplacedAt, ReceiptState State);
}

/// <summary>Whether what a receipt proves still counts; on the wire in kebab case.</summary>
internal enum ReceiptState
{
    InForce,
    Withdrawn,
    Replaced,
}
