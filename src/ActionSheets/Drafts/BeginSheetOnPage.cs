using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>The first page comes back: a draft is made of it, and the form goes on there.</summary>
[Access(Who.Region)]
public sealed class BeginSheetOnPage(Endpoint<BeginSheetOnPage> endpoint, DraftPages pages, DraftEditing drafts)
{
    [Function(nameof(BeginSheetOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ShowNewSheet.Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            async (caller, form) =>
            {
                var (step, typed) = (SheetStep.All[0], TypedFields.Of(form));
                var content = SheetFields.Save("{}"u8.ToArray(), step, typed.Names.Select(name => KeyValuePair.Create(name, typed[name])));
                var draft = await drafts.Create(caller, content, null, cancellationToken);
                if (pages.FaultsOf(step, content) is { Count: > 0 } faults)
                {
                    return pages.ShowStep(request.HttpContext, caller, step, draft, typed.With(faults));
                }

                return Page.SeeOther(DraftPages.PathOf(draft, step.Next!.Slug) + "?enregistre");
            },
            cancellationToken);
}
