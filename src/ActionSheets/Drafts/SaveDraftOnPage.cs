using ActionSheets.Reference;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>
/// One page of the form comes back and is saved, by its button or by itself. Whoever saved meanwhile is not overwritten: both texts are shown,
/// and only then the next save counts. Whatever stands in the way, what was typed is given back.
/// </summary>
[Access(Who.Region)]
public sealed class SaveDraftOnPage(Endpoint<SaveDraftOnPage> endpoint, DraftPages pages, DraftEditing drafts, DraftLetters letters, ReferenceData reference)
{
    [Function(nameof(SaveDraftOnPage))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ShowDraft.Route)] HttpRequest request, string id, string step, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            (caller, form) => pages.WithStep(
                caller, id, step, TypedFields.Of(form), (shown, draft) => Save(request.HttpContext, caller, shown, draft, TypedFields.Of(form)), cancellationToken),
            giveBack: async (caller, form) => SheetStep.Of(step) is { } shown && await drafts.Find(caller, id, cancellationToken) is { IsSubmitted: false } draft
                ? pages.GiveBack(request.HttpContext, caller, shown, draft, TypedFields.Of(form))
                : null,
            cancellationToken);

    private async Task<IResult> Save(HttpContext context, Caller caller, SheetStep step, Draft draft, TypedFields typed)
    {
        var bySelf = DraftPages.IsBySelf(typed);
        var content = SheetFields.Save(draft.Content, step, typed.Names.Select(name => KeyValuePair.Create(name, typed[name])));
        if (!bySelf && step.Holds("projectOwner.name"))
        {
            content = OwnerPrefill.Fill(content, draft.Region, reference);
        }

        if (!draft.IsRevision(typed["revision"]))
        {
            return bySelf ? DraftPages.ConflictBySelf() : pages.ShowConflict(context, caller, step, draft, typed);
        }

        var (saved, problem) = await drafts.Save(draft, caller, content);
        if (problem is not null)
        {
            // Someone was faster by a moment: looked at again, the draft says what to do.
            return bySelf
                ? DraftPages.ConflictBySelf()
                : await pages.WithStep(
                    caller, draft.Id.ToString("D"), step.Slug, typed, (_, found) => Task.FromResult(pages.ShowConflict(context, caller, step, found, typed)), CancellationToken.None);
        }

        if (bySelf)
        {
            return DraftPages.SavedBySelf(saved!, step);
        }

        if (typed["action"] == "lien")
        {
            return await letters.OweLink(saved!, caller, CancellationToken.None) is { } refused
                ? Page.Of(refused)
                : Page.SeeOther($"{DraftPages.PathOf(saved!, step.Slug)}?enregistre&lien");
        }

        if (typed["action"] != "suite")
        {
            return Page.SeeOther($"{DraftPages.PathOf(saved!, step.Slug)}?enregistre#{(typed["action"].StartsWith("ajouter:", StringComparison.Ordinal) ? typed["action"][8..] : "contenu")}");
        }

        return pages.FaultsOf(step, content) is { Count: > 0 } faults
            ? pages.ShowStep(context, caller, step, saved, DraftPages.Saved(content, faults), isSaved: true)
            : Page.SeeOther(DraftPages.PathOf(saved!, step.Next?.Slug ?? SheetStep.Summary) + "?enregistre");
    }
}
