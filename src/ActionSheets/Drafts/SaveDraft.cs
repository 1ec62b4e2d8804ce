using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>Replaces a draft's content, on top of what was read.</summary>
[Access(Who.Region)]
public sealed class SaveDraft(Endpoint<SaveDraft> endpoint, DraftEditing drafts, DraftFiles files)
{
    [Function(nameof(SaveDraft))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = ReadDraft.Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunJson(
            request,
            async (caller, body) =>
            {
                if (await drafts.Find(caller, id, cancellationToken) is not { } draft)
                {
                    return Problem.NotFound().ToResult();
                }

                if ((DraftEditing.CheckTag(request, draft) ?? CreateDraft.UnfitContent(body.Root)) is { } problem)
                {
                    return problem.ToResult();
                }

                var (saved, refused) = await drafts.Save(draft, caller, DraftView.ContentOf(body.Root, body.Bytes));
                return refused is null ? DraftView.Render(saved!, await files.Of(saved!, CancellationToken.None), StatusCodes.Status200OK) : refused.ToResult();
            },
            cancellationToken);
}
