using ActionSheets.Reference;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>
/// The first page comes back, by its button or by itself: a draft is made of it, and the form goes on there. The page says which draft it begins, so a
/// browser that goes back and sends it again begins no second one. A page with nothing on it begins none at all.
/// </summary>
[Access(Who.Region)]
public sealed class BeginSheetOnPage(Endpoint<BeginSheetOnPage> endpoint, DraftPages pages, DraftEditing drafts, ReferenceData reference)
{
    internal const string NewDraft = "brouillon";

    [Function(nameof(BeginSheetOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ShowNewSheet.Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            (caller, form) => Begin(request.HttpContext, caller, SheetStep.All[0], TypedFields.Of(form), cancellationToken),
            giveBack: (caller, form) => Task.FromResult<IResult?>(pages.GiveBack(request.HttpContext, caller, SheetStep.All[0], null, TypedFields.Of(form))),
            cancellationToken);

    private async Task<IResult> Begin(HttpContext context, Caller caller, SheetStep step, TypedFields typed, CancellationToken cancellationToken)
    {
        var bySelf = DraftPages.IsBySelf(typed);
        if (!typed.Names.Any(name => step.Holds(name) && typed[name].Length > 0))
        {
            return bySelf ? Results.NoContent() : pages.ShowStep(context, caller, step, null, typed.With("title", "Donnez au moins un intitulé : c'est lui qui désigne le brouillon dans vos listes."));
        }

        var content = SheetFields.Save("{}"u8.ToArray(), step, typed.Names.Select(name => KeyValuePair.Create(name, typed[name])));
        if (!bySelf)
        {
            content = OwnerPrefill.Fill(content, caller.Region!, reference);
        }

        var id = Guid.TryParseExact(typed[NewDraft], "D", out var named) ? named : Guid.NewGuid();
        if (await pages.IsTaken(caller, id, cancellationToken) || await drafts.Begin(caller, id, content, cancellationToken) is not { } draft)
        {
            // Sent before: the draft or the sheet it became says what to do with what is typed now.
            return await pages.WithStep(
                caller, id.ToString("D"), step.Slug, typed, (_, begun) => Task.FromResult(GoOn(context, caller, step, begun, content, typed)), cancellationToken);
        }

        return GoOn(context, caller, step, draft, content, typed);
    }

    private IResult GoOn(HttpContext context, Caller caller, SheetStep step, Draft draft, ReadOnlyMemory<byte> content, TypedFields typed)
    {
        var (stands, sent) = (SheetFields.Of(draft.Content), SheetFields.Of(content));
        var isThere = sent.All(field => stands.TryGetValue(field.Key, out var there) && there == field.Value);
        if (DraftPages.IsBySelf(typed))
        {
            // Its next save goes on top of the revision it is told: only of a draft that nobody has saved since, and that holds no field it does not show.
            var isWhole = isThere && draft.Revision == 1 && stands.Keys.All(name => !step.Holds(name) || sent.ContainsKey(name));
            return isWhole ? DraftPages.SavedBySelf(draft, step) : DraftPages.ConflictBySelf();
        }

        if (!isThere)
        {
            return pages.ShowConflict(context, caller, step, draft, typed);
        }

        if (typed["action"] == "enregistrer")
        {
            return Page.SeeOther(DraftPages.PathOf(draft, step.Slug) + "?enregistre#contenu");
        }

        return pages.FaultsOf(step, content) is { Count: > 0 } faults
            ? pages.ShowStep(context, caller, step, draft, DraftPages.Saved(content, faults), isSaved: true)
            : Page.SeeOther(DraftPages.PathOf(draft, step.Next!.Slug) + "?enregistre");
    }
}
