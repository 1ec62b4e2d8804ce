using System.Text.Json;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>A Region begins a sheet.</summary>
[Access(Who.Region)]
public sealed class CreateDraft(Endpoint<CreateDraft> endpoint, DraftEditing drafts)
{
    internal const string Route = "api/drafts";

    [Function(nameof(CreateDraft))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunJson(
            request,
            async (caller, body) => UnfitContent(body.Root) is { } problem
                ? problem.ToResult()
                : DraftView.Render(await drafts.Create(caller, DraftView.ContentOf(body.Root, body.Bytes), null, cancellationToken), [], StatusCodes.Status201Created),
            cancellationToken);

    /// <summary>All that is asked of a draft's content: an object that can be written again.</summary>
    internal static Problem? UnfitContent(JsonElement body) =>
        body.ValueKind != JsonValueKind.Object ? Invalid("Un objet JSON est attendu.")
        : JsonTexts.HasUnreadableName(body) ? Invalid("Un nom de champ est illisible.")
        : null;

    private static Problem Invalid(string sentence) => Problem.Invalid("", sentence);
}
