using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.DeadLetters;

/// <summary>What failed for good: <c>{"items": [{"id", "kind", "about", "at", "reason", "key"}]}</c>.</summary>
[Access(Who.Ministry | Who.Administrator)]
public sealed class ListDeadLetters(Endpoint<ListDeadLetters> endpoint, DeadLetterList letters)
{
    private const string Route = "api/dead-letters";

    [Function(nameof(ListDeadLetters))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.Run(request, async _ => Results.Json(new { Items = await letters.All(cancellationToken) }, Wire.Json), cancellationToken);
}
