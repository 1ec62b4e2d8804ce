using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>Tells anyone who holds a receipt whether it is genuine and still in force, and nothing else.</summary>
[Access(Who.Anyone)]
public sealed class ReadReceipt(Endpoint<ReadReceipt> endpoint, ReceiptProofs proofs)
{
    private const string Route = "api/receipts/{sha256}";

    [Function(nameof(ReadReceipt))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string sha256, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async _ =>
            {
                var best = await proofs.Find(sha256, cancellationToken);
                return best is null
                    ? Results.Json(new { Known = false, Kind = (string?)null, At = (string?)null, State = (string?)null, ReplacedAt = (string?)null }, Wire.Json)
                    : Results.Json(new { Known = true, best.Kind, best.At, State = Wire.Name(best.State), best.ReplacedAt }, Wire.Json);
            },
            cancellationToken);
}
