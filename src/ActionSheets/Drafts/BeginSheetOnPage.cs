using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>The first page comes back: a draft is made of it, and the form goes on there.</summary>
[Access(Who.Region)]
public sealed class BeginSheetOnPage(Endpoint<BeginSheetOnPage> endpoint, DraftPages pages, DraftEditing drafts)
{
    [Function(nameof(BeginSheetOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ShowNewSheet.Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            async caller =>
            {
                var (form, unread) = await pages.OwnForm(request, cancellationToken);
                if (unread is not null)
                {
                    return Page.Of(unread);
                }

                var (step, typed) = (SheetStep.All[0], DraftPages.Typed(form!));
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
