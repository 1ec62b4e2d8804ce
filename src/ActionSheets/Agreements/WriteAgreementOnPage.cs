using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Agreements;

/// <summary>The form of an agreement comes back, by the rules of the API.</summary>
[Access(Who.Region | Who.Ministry)]
public sealed class WriteAgreementOnPage(
    Endpoint<WriteAgreementOnPage> endpoint, AgreementPages pages, AgreementStore agreements, Signing signing, ReferenceData reference, TimeProvider clock)
{
    [Function(nameof(WriteAgreementOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = AgreementPages.Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            async (caller, form) =>
            {
                var (before, unfound) = await pages.Find(id, caller, cancellationToken);
                var typed = TypedFields.Of(form);
                return unfound switch
                {
                    not null => Page.Of(unfound),
                    null when before is not null && typed[AgreementPages.Tag] != AgreementView.TagOf(before) => Page.Of(Problem.StaleVersion()),
                    null => await Write(request.HttpContext, caller, id, before, typed, cancellationToken),
                };
            },
            cancellationToken);

    private async Task<IResult> Write(HttpContext context, Caller caller, string id, StoredAgreement? before, TypedFields typed, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var sent = AgreementForm.Read(JsonSerializer.SerializeToElement(AgreementFields.ToJson(typed, before?.Agreement)), reference, ParisDay.Of(clock.GetUtcNow()), faults);
        if (sent.Territory is { } territory && Signing.Refusal(territory, caller) is { } notLed)
        {
            return Page.Of(notLed);
        }

        var key = before?.Agreement.Id ?? (Guid.TryParse(typed[AgreementPages.Key], out var guid) ? guid : Guid.NewGuid()).ToString("N");
        if (!faults.Any && before is null && sent.Territory is { } named && await agreements.Find(named.LeadRegion, key, cancellationToken) is { } earlier)
        {
            return await Again(context, caller, earlier, sent, typed, cancellationToken);
        }

        var (stored, problem) = await signing.Write(before, key, sent, faults, caller, cancellationToken);
        return problem switch
        {
            null => SeeOther(stored!.Agreement, isNew: before is null),
            { Errors: { } errors } => await pages.Form(context, caller, id, before, typed.With(AgreementFields.AtFields(typed, before?.Agreement, errors)), cancellationToken),
            _ => Page.Of(problem),
        };
    }

    /// <summary>A form that has made its agreement comes once more: pressed twice, or gone back to, changed and sent again, and then what is typed stands in the form of what it made.</summary>
    private async Task<IResult> Again(HttpContext context, Caller caller, StoredAgreement earlier, SentAgreement sent, TypedFields typed, CancellationToken cancellationToken)
    {
        if (Signing.IsSame(earlier.Agreement, sent))
        {
            return SeeOther(earlier.Agreement, isNew: true);
        }

        return earlier.Agreement.State == AgreementState.Signed
            ? Page.Of(AgreementPages.SignedForGood())
            : await pages.Form(
                context, caller, AgreementPages.NameOf(earlier.Agreement), earlier, typed.With("", "Cet accord est déjà enregistré. Voici ce que vous avez écrit depuis : relisez-le, puis enregistrez-le."), cancellationToken);
    }

    /// <summary>A new one that is prepared is opened again: only now the sheets of its territory can be offered.</summary>
    private static IResult SeeOther(Agreement agreement, bool isNew) => Page.SeeOther(
        isNew && agreement.State == AgreementState.InPreparation ? $"/contrats/{AgreementPages.NameOf(agreement)}?enregistre" : "/contrats?enregistre");
}
