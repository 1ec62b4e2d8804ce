using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Web.OpenApi;

/// <summary>The API as a document that tools read.</summary>
[Access(Who.Anyone)]
public sealed class ReadOpenApi(Endpoint<ReadOpenApi> endpoint)
{
    private const string Route = "api/openapi.json";

    [Function(nameof(ReadOpenApi))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.Run(request, _ => Task.FromResult(Results.Bytes(OpenApiDocument.Json, "application/json; charset=utf-8")), cancellationToken);
}
