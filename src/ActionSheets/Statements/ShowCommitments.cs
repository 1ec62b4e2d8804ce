using ActionSheets.Reference;
using ActionSheets.Statements.Pages;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Statements;

/// <summary>What stands promised on the sheets of a territory, and the statements that were made of it.</summary>
[Access(StatementPages.Readers)]
public sealed class ShowCommitments(
    Endpoint<ShowCommitments> endpoint, StatementPages pages, Commitments commitments, StatementStore statements, StatementDocument document, PageSession session)
{
    [Function(nameof(ShowCommitments))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = StatementPages.Route)] HttpRequest request, string territory, CancellationToken cancellationToken) =>
        endpoint.RunPage(request, caller => pages.WithTerritory(caller, territory, found => Show(request.HttpContext, found, cancellationToken)), cancellationToken);

    private async Task<IResult> Show(HttpContext context, Territory territory, CancellationToken cancellationToken)
    {
        var made = statements.Of(territory.Id, cancellationToken);
        var standing = await commitments.Of(territory, cancellationToken);
        return Page.Of<CommitmentsPage>(new()
        {
            [nameof(CommitmentsPage.Model)] = new CommitmentsModel(
                territory.Name,
                StatementPages.PathOf(territory.Id),
                session.TokenFor(context),
                StatementDocument.Totals(standing),
                [.. standing.Select(commitment => new CommitmentLine(commitment.Sheet, commitment.Reference, commitment.Title, document.OperatorOf(commitment), StatementDocument.Told(commitment), commitment.Receipt))],
                [.. (await made).Select((statement, place) => new StatementLine(StatementPages.PathOf(statement), French.Time(statement.At), French.Count(statement.Commitments.Length, "engagement", "engagements"), place == 0 && statement.Says(standing)))]),
        });
    }
}
