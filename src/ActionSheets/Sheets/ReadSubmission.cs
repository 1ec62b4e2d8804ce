using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>What became of a submission, by its idempotency key and whichever door it came through.</summary>
[Access(Who.Region | Who.Ministry | Who.Administrator)]
public sealed class ReadSubmission(Endpoint<ReadSubmission> endpoint, SheetStore store, ReferenceData reference)
{
    private const string Route = "api/submissions/{key}";

    [Function(nameof(ReadSubmission))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string key, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller =>
            {
                if (!Guid.TryParseExact(key, "D", out var guid))
                {
                    return Problem.NotFound().ToResult();
                }

                // A key belongs to the Region that used it; who reads all asks each of the eighteen.
                foreach (var region in caller.Region is { } own ? [own] : reference.Regions.Select(region => region.Code))
                {
                    var id = SheetId.For(region, guid);
                    if (await store.FindSubmission(id, guid, cancellationToken) is { } record)
                    {
                        return Results.Json(Verdict(id, record), Wire.Json);
                    }
                }

                return Problem.NotFound().ToResult();
            },
            cancellationToken);

    private static object Verdict(SheetId id, SubmissionRecord record) => new
    {
        record.Key,
        State = record.IsAccepted ? "accepted" : "rejected",
        Id = record.IsAccepted ? id.Value : null,
        record.Reference,
        record.Errors,
        record.At,
    };
}
