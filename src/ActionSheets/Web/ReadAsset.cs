using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace ActionSheets.Web;

/// <summary>The style sheet, script, fonts and icon of the pages.</summary>
[Access(Who.Anyone)]
public sealed class ReadAsset(Endpoint<ReadAsset> endpoint)
{
    private const string Route = "assets/{file}";

    [Function(nameof(ReadAsset))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string file, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            _ => Task.FromResult(PageAssets.Find(file) is { } asset ? Answer(request, asset) : Problem.NotFound().ToResult()),
            cancellationToken);

    private static IResult Answer(HttpRequest request, Asset asset)
    {
        var (bytes, encoding) = asset.For(request.Headers);
        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = HeaderNames.AcceptEncoding;
        if (encoding is not null)
        {
            headers.ContentEncoding = encoding;
        }

        // Each form is an entity of its own; the name already tells the content apart.
        var tag = $"\"{asset.Name}{(encoding is null ? "" : "-" + encoding)}\"";
        return Results.Bytes(bytes, asset.ContentType, entityTag: EntityTagHeaderValue.Parse(tag));
    }
}
