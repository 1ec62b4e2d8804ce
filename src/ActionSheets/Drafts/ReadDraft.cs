using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>A draft as last saved.</summary>
[Access(Who.Region)]
public sealed class ReadDraft(Endpoint<ReadDraft> endpoint, DraftEditing drafts, DraftFiles files)
{
    internal const string Route = CreateDraft.Route + "/{id}";

    [Function(nameof(ReadDraft))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller => await drafts.Find(caller, id, cancellationToken) is { } draft
                ? DraftView.Render(draft, await files.Of(draft, cancellationToken), StatusCodes.Status200OK)
                : Problem.NotFound().ToResult(),
            cancellationToken);
}
