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
                var best = proven.OrderBy(receipt => receipt.ReplacedAt is null ? 0 : 1).ThenBy(receipt => receipt.At).FirstOrDefault();
                return best is null
                    ? Results.Json(new { Known = false, Kind = (string?)null, At = (string?)null, State = (string?)null, ReplacedAt = (string?)null }, Wire.Json)
                    : Results.Json(new { Known = true, best.Kind, best.At, State = best.ReplacedAt is null ? "in-force" : "replaced", best.ReplacedAt }, Wire.Json);
            },
            cancellationToken);

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Fingerprint();

    private static Receipt? Prove(string sha256, ReceiptPointer pointer, Sheet sheet)
    {
        if (pointer.Kind == ReceiptKind.Sheet)
        {
            return sheet.BodySha256 == sha256 ? new Receipt("action-sheet", sheet.SubmittedAt, null) : null;
        }

        var answers = sheet.Requests.Select(request => request.Answers).FirstOrDefault(answers => answers.Any(answer => answer.Number == pointer.Number));
        if (answers.IsDefault || answers.First(answer => answer.Number == pointer.Number) is not { } answer || answer.Receipt != sha256)
        {
            return null;
        }

        var replacement = answers.FirstOrDefault(later => later.Replaces == answer.Number);
        return new Receipt("answer", answer.AnsweredAt, replacement?.AnsweredAt);
    }

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

    private sealed record Receipt(string Kind, DateTimeOffset At, DateTimeOffset? ReplacedAt);
}
