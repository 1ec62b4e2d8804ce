using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Imports;

/// <summary>Where a Region sends a spreadsheet, and finds its imports again.</summary>
[Access(Who.Region)]
public sealed class ShowImports(Endpoint<ShowImports> endpoint, ImportPages pages)
{
    [Function(nameof(ShowImports))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ImportPages.Root)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunPage(request, caller => pages.ShowAll(request.HttpContext, caller, null, cancellationToken), cancellationToken);
}
