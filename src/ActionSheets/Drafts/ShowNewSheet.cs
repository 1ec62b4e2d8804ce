using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>
/// The first page of an empty form. A browser is led to an address that names the draft the page begins, so that going back, loading it again or coming
/// forward to it finds that draft once it is begun, and never begins a second one.
/// </summary>
[Access(Who.Region)]
public sealed class ShowNewSheet(Endpoint<ShowNewSheet> endpoint, DraftPages pages, DraftEditing drafts)
{
    internal const string Route = "fiches/nouvelle";

    [Function(nameof(ShowNewSheet))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunPage(request, caller => Show(request, caller, cancellationToken), cancellationToken);

    private async Task<IResult> Show(HttpRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var first = SheetStep.All[0];
        if (!Guid.TryParseExact(request.Query[BeginSheetOnPage.NewDraft].ToString(), "D", out var id))
        {
            return request.Headers["Sec-Fetch-Dest"] == "document"
                ? Page.SeeOther($"/{Route}?{BeginSheetOnPage.NewDraft}={Guid.NewGuid():D}")
                : pages.ShowStep(request.HttpContext, caller, first, null);
        }

        var name = id.ToString("D");
        return await drafts.Find(caller, name, cancellationToken) is not null || await pages.IsTaken(caller, id, cancellationToken)
            ? await pages.WithDraft(caller, name, draft => Task.FromResult(Page.SeeOther(DraftPages.PathOf(draft, first.Slug))), cancellationToken)
            : pages.ShowStep(request.HttpContext, caller, first, null, Named(name));
    }

    private static TypedFields Named(string draft) => new(new Dictionary<string, string>(StringComparer.Ordinal) { [BeginSheetOnPage.NewDraft] = draft }, TypedFields.Empty.Errors);
}
