using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Statements;

/// <summary>The button that fixes what stands promised as a statement. While nothing has changed the latest is the one: pressed twice, it makes one.</summary>
[Access(StatementPages.Readers)]
public sealed class MakeStatement(Endpoint<MakeStatement> endpoint, StatementPages pages, Commitments commitments, StatementStore statements, TimeProvider clock)
{
    [Function(nameof(MakeStatement))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = StatementPages.Route)] HttpRequest request, string territory, CancellationToken cancellationToken) =>
        endpoint.RunForm(request, (caller, _) => pages.WithTerritory(caller, territory, found => Make(found, cancellationToken)), cancellationToken);

    private async Task<IResult> Make(Territory territory, CancellationToken cancellationToken)
    {
        var standing = await commitments.Of(territory, cancellationToken);
        if (standing.IsEmpty)
        {
            return Page.SeeOther(StatementPages.PathOf(territory.Id));
        }

        // Of two presses at once one is the faster; the other finds its statement.
        while (true)
        {
            var made = await statements.Of(territory.Id, cancellationToken);
            if (made is [var latest, ..] && latest.Says(standing))
            {
                return Page.SeeOther(StatementPages.PathOf(latest) + "?page");
            }

            var statement = new Statement(territory.Id, Instant.NowOn(clock), standing);
            if (await statements.TryAdd(statement, made.Count + 1))
            {
                return Page.SeeOther(StatementPages.PathOf(statement) + "?page");
            }
        }
    }
}
