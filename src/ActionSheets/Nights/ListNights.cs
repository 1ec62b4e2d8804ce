using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Nights;

/// <summary>The published nights, newest first.</summary>
[Access(Who.Ministry | Who.Administrator)]
public sealed class ListNights(Endpoint<ListNights> endpoint, NightRegister register)
{
    private const string Route = "api/exports";

    [Function(nameof(ListNights))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async _ => Results.Json(
                await register.All(cancellationToken)
                    .Select(night => new { Night = NightDate.Text(night.Night), night.MadeAt, night.CheckedAt, night.Sha256, night.Files })
                    .ToListAsync(cancellationToken),
                Wire.Json),
            cancellationToken);
}
