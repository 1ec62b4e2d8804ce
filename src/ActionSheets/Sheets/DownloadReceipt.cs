using System.Globalization;
using ActionSheets.Pdf;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>The receipt of a version as a PDF or a page, for whoever may read the sheet.</summary>
[Access(Who.SignedIn)]
public sealed class DownloadReceipt(Endpoint<DownloadReceipt> endpoint, SheetRights rights, SheetReceipt receipts)
{
    private const string Route = SheetPages.Root + "/recu/{version}";

    [Function(nameof(DownloadReceipt))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string id, string version, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            async caller => int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && await rights.Find(id, caller, cancellationToken) is { } stored
                && await receipts.OfVersion(stored, number, cancellationToken) is { } content
                ? ReceiptGiving.Give(request, content, FormattableString.Invariant($"recu-{stored.Sheet.Reference}-version-{number}"))
                : Page.Of(Problem.NotFound()),
            cancellationToken);
}
