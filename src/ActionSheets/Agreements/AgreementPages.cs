using System.Globalization;
using ActionSheets.Agreements.Pages;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Agreements;

/// <summary>Builds the form of an agreement; the functions beside it are the routes.</summary>
public sealed class AgreementPages(FoundAgreements found, SheetIndex index, SheetStore sheets, PageSession session, ReferenceData reference)
{
    internal const string Route = "contrats/{id}";

    /// <summary>In the place of an agreement's name: one that is not there yet.</summary>
    internal const string New = "nouveau";

    /// <summary>Of the hidden field that keeps a form sent twice from making two.</summary>
    internal const string Key = "cle";

    /// <summary>Of the hidden field that keeps a form from undoing what somebody else wrote meanwhile.</summary>
    internal const string Tag = "etiquette";

    /// <summary>More than a territory has.</summary>
    private const int MostSheets = 500;

    /// <summary>The agreement that this caller may change by this name, or why not; neither for a new one.</summary>
    internal async Task<(StoredAgreement? Stored, Problem? Problem)> Find(string id, Caller caller, CancellationToken cancellationToken)
    {
        if (id == New)
        {
            return (null, null);
        }

        if (await found.Find(id, caller, cancellationToken) is not { } stored)
        {
            return (null, Problem.NotFound());
        }

        if (Signing.Refusal(reference.TerritoryById(stored.Agreement.TerritoryId)!, caller) is { } refusal)
        {
            return (null, refusal);
        }

        return stored.Agreement.State == AgreementState.Signed ? (null, SignedForGood()) : (stored, null);
    }

    internal static Problem SignedForGood() => Problem.WrongState("Un accord signé ne change plus : un avenant le modifie.");

    internal static string NameOf(Agreement agreement) => $"{agreement.Region}-{agreement.Id}";

    /// <param name="typed">What came back with faults; null shows the agreement as it stands.</param>
    internal async Task<IResult> Form(HttpContext context, Caller caller, string id, StoredAgreement? stored, TypedFields? typed, CancellationToken cancellationToken)
    {
        var fields = typed ?? (stored is null ? TypedFields.Empty : AgreementFields.Of(stored.Agreement));
        var offered = await Sheets(fields["territoryId"], stored?.Agreement, cancellationToken);
        var model = new AgreementModel(
            $"/contrats/{id}",
            stored is null ? "Préparer un accord" : $"{AgreementWords.Of(stored.Agreement.Kind)}, {reference.TerritoryById(stored.Agreement.TerritoryId)!.PublicName}",
            session.TokenFor(context),
            fields[Key] is { Length: > 0 } key ? key : Guid.NewGuid().ToString("D"),
            fields[Tag] is { Length: > 0 } tag ? tag : stored is null ? "" : AgreementView.TagOf(stored),
            [
                .. reference.Territories.Where(territory => Signing.Refusal(territory, caller) is null)
                    .OrderBy(territory => territory.Name, StringComparer.InvariantCulture)
                    .Select(territory => new Choice(territory.Id, $"{territory.Name} ({territory.Period})")),
            ],
            offered,
            context.Request.Query.ContainsKey("enregistre"),
            fields.With(AgreementFields.AtOffered(offered.Select(sheet => sheet.Field), fields.Errors)));
        return Page.Of<AgreementPage>(new() { [nameof(AgreementPage.Model)] = model }, typed is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>The sheets of the territory, each with its versions, the one in force first; and what is annexed already, though it may no longer be.</summary>
    private async Task<IReadOnlyList<AnnexChoice>> Sheets(string territoryId, Agreement? stands, CancellationToken cancellationToken)
    {
        if (reference.TerritoryById(territoryId) is not { } territory)
        {
            return [];
        }

        // A territory has some dozens of sheets.
        var listed = await index.Page(territory.LeadRegion, TableClient.CreateQueryFilter($" and TerritoryId eq {territoryId}"), null, MostSheets, cancellationToken);
        var offered = listed.Select(line => line.Sheet).Where(sheet => sheet.Status != Wire.Name(SheetStatus.Withdrawn)).ToList();
        var others = stands?.TerritoryId == territoryId ? stands.Sheets.Where(annexed => offered.TrueForAll(sheet => sheet.Id != annexed.Id)).ToList() : [];
        var annexed = await AtOnce.Each(others, async sheet => (await sheets.Find(SheetId.Parse(sheet.Id), cancellationToken))!.Sheet);
        return
        [
            .. offered.Select(sheet => Choose(sheet.Id, $"{sheet.Reference}, {sheet.Title}", sheet.Version)),
            .. annexed.Select(sheet => Choose(sheet.Id, $"{sheet.Reference}, {sheet.Title}{(sheet.Withdrawal is null ? "" : " (retirée)")}", sheet.Version)),
        ];
    }

    private static AnnexChoice Choose(string id, string label, int versions) => new(
        AgreementFields.SheetPrefix + id,
        label,
        [.. Enumerable.Range(1, versions).Reverse().Select(version => version.ToString(CultureInfo.InvariantCulture)).Select(version => new Choice(version, "Version " + version))]);
}
