using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>
/// What was created, changed and removed since a cursor, oldest first: <c>{"items": [{"change", "id", "reference", "version", "status", "why"}], "next"}</c>.
/// Without a cursor, everything.
/// </summary>
[Access(Who.Region | Who.Ministry | Who.Administrator)]
public sealed class ReadChanges(Endpoint<ReadChanges> endpoint, ChangeFeed changes)
{
    private const string Route = "api/changes";

    [Function(nameof(ReadChanges))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller =>
            {
                if (!ChangeCursor.TryParse(request.Query["since"].ToString(), out var since))
                {
                    return Problem.Invalid("since", "Ce curseur n'est pas de nous.").ToResult();
                }

                var (items, next) = await changes.Since(since, caller, cancellationToken);
                return Results.Json(new { Items = items, Next = next.ToString() }, Wire.Json);
            },
            cancellationToken);
}
