using ActionSheets.Pdf;
using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Statements;

/// <summary>A statement as a PDF or a page; the same bytes for ever.</summary>
[Access(StatementPages.Readers)]
public sealed class DownloadStatement(Endpoint<DownloadStatement> endpoint, StatementPages pages, StatementStore statements, StatementDocument document)
{
    private const string Route = StatementPages.Route + "/{sha256}";

    [Function(nameof(DownloadStatement))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string territory, string sha256, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            caller => pages.WithTerritory(
                caller,
                territory,
                async found => await statements.Find(sha256, cancellationToken) is { } statement && statement.TerritoryId == found.Id
                    ? ReceiptGiving.Give(request, document.Of(statement), $"releve-{found.Id}-{ParisDay.Of(statement.At).Iso()}")
                    : Page.Of(Problem.NotFound())),
            cancellationToken);
}
