using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Imports;

/// <summary>One import: what it would lead to, its progress, or its verdicts with the sheets.</summary>
[Access(Who.Region)]
public sealed class ShowImport(Endpoint<ShowImport> endpoint, ImportPages pages)
{
    internal const string Route = ImportPages.Root + "/{id}";

    [Function(nameof(ShowImport))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunPage(request, caller => pages.Show(request.HttpContext, caller, id, cancellationToken), cancellationToken);
}
