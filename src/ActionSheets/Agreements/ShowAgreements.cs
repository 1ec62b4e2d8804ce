using ActionSheets.Agreements.Pages;
using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Agreements;

/// <summary>The agreements as a page; anyone sees the signed ones.</summary>
[Access(Who.Anyone)]
public sealed class ShowAgreements(Endpoint<ShowAgreements> endpoint, FoundAgreements found, ReferenceData reference)
{
    private const string Route = "contrats";

    [Function(nameof(ShowAgreements))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            async caller =>
            {
                var lines = (await found.All(caller, cancellationToken)).Select(agreement => new AgreementLine(
                    reference.TerritoryById(agreement.TerritoryId)!.PublicName,
                    reference.RegionByCode(agreement.Region)!.Name,
                    AgreementWords.Of(agreement.Kind),
                    AgreementWords.Of(agreement.State),
                    agreement is { State: AgreementState.Signed, SignedOn: { } day } ? French.Day(day) : "",
                    French.Count(agreement.Sheets.Length, "fiche", "fiches"),
                    $"/api/agreements/{agreement.Region}-{agreement.Id}",
                    [.. SignatoryGroups.All.Append(null).Select(group => (SignatoryGroups.LabelOf(group), string.Join(", ", agreement.Signatories.Where(one => one.Group == group).Select(one => one.Name)))).Where(group => group.Item2.Length > 0)],
                    SheetNameOf(agreement),
                    MayWrite(caller) && agreement.State == AgreementState.InPreparation && Signing.Refusal(reference.TerritoryById(agreement.TerritoryId)!, caller) is null ? $"/contrats/{agreement.Region}-{agreement.Id}" : null)).ToList();
                return Page.Of<AgreementsPage>(new()
                {
                    [nameof(AgreementsPage.Lines)] = lines,
                    [nameof(AgreementsPage.MayWrite)] = MayWrite(caller),
                    [nameof(AgreementsPage.IsJustSaved)] = request.Query.ContainsKey("enregistre"),
                });
            },
            cancellationToken);

    private static bool MayWrite(Caller caller) => caller.Role is Who.Region or Who.Ministry;

    /// <summary>The figures of a night and this page show the public name; sheets and files the one of the programme.</summary>
    private string? SheetNameOf(Agreement agreement) =>
        reference.TerritoryById(agreement.TerritoryId) is { Name: var name } territory && territory.PublicName != name ? name : null;
}
