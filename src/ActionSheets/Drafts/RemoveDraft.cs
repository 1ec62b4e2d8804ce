using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>Throws a draft away.</summary>
[Access(Who.Region)]
public sealed class RemoveDraft(Endpoint<RemoveDraft> endpoint, DraftEditing drafts)
{
    [Function(nameof(RemoveDraft))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = ReadDraft.Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller =>
            {
                if (await drafts.Find(caller, id, cancellationToken) is not { } draft)
                {
                    return Problem.NotFound().ToResult();
                }

                if (DraftEditing.CheckTag(request, draft) is { } problem)
                {
                    return problem.ToResult();
                }

                return await drafts.Remove(draft) ? Results.NoContent() : Problem.StaleVersion().ToResult();
            },
            cancellationToken);
}
