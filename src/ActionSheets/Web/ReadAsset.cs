using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Web;

/// <summary>The style sheet of the pages, kept inside the assembly.</summary>
[Access(Who.Anyone)]
public sealed class ReadAsset(Endpoint<ReadAsset> endpoint)
{
    private const string Route = "assets/{file}";

    private static readonly byte[] Style = Read("page.css");
    private static readonly string StyleTag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Style))[..16]}\"";

    [Function(nameof(ReadAsset))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string file, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            _ =>
            {
                if (file != "page.css")
                {
                    return Task.FromResult(Problem.NotFound().ToResult());
                }

                request.HttpContext.Response.Headers.CacheControl = "public, max-age=3600";
                return Task.FromResult(Results.Bytes(Style, "text/css; charset=utf-8", entityTag: Microsoft.Net.Http.Headers.EntityTagHeaderValue.Parse(StyleTag)));
            },
            cancellationToken);

    private static byte[] Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
