using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Registers;

/// <summary>Every desk with what was seen of it and how many requests wait there.</summary>
[Access(Who.Ministry | Who.Administrator)]
public sealed class ListDesks(Endpoint<ListDesks> endpoint, DeskRegister desks, DeskWaits waits)
{
    private const string Route = "api/desks";

    [Function(nameof(ListDesks))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async _ =>
            {
                var entries = await desks.Entries(cancellationToken);
                var waiting = await waits.Count(entries, cancellationToken);
                return Results.Json(new { Items = entries.Select(entry => ShownDesk.Of(entry, entry.Present is null ? 0 : waiting.GetValueOrDefault(entry.Told.Key))) }, Wire.Json);
            },
            cancellationToken);
}
