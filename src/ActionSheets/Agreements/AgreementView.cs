using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Agreements;

/// <summary>An agreement as the API gives it, and who may see it: a Region its territories' and all signed ones, anyone the signed ones.</summary>
public sealed class AgreementView(ReferenceData reference)
{
    internal bool MayRead(Agreement agreement, Caller caller) =>
        agreement.State == AgreementState.Signed || caller.Role switch
        {
            Who.Ministry or Who.Administrator => true,
            Who.Region => reference.TerritoryById(agreement.TerritoryId)!.Regions.Contains(caller.Region!),
            _ => false,
        };

    internal object Shown(Agreement agreement) => new
    {
        Id = $"{agreement.Region}-{agreement.Id}",
        agreement.TerritoryId,
        Territory = reference.TerritoryById(agreement.TerritoryId)!.Name,
        agreement.Region,
        agreement.Kind,
        agreement.State,
        agreement.SignedOn,
        Signatories = agreement.Signatories.Select(one => one.IsNameOnly ? (object)one.Name : new { one.Group, one.Name, one.Role }),
        agreement.Sheets,
    };

    internal IResult Answer(HttpContext context, StoredAgreement stored, int status)
    {
        context.Response.Headers.ETag = TagOf(stored);
        if (status == StatusCodes.Status201Created)
        {
            context.Response.Headers.Location = $"/api/agreements/{stored.Agreement.Region}-{stored.Agreement.Id}";
        }

        return Results.Json(Shown(stored.Agreement), Wire.Json, statusCode: status);
    }

    /// <summary>The storage's own tag holds characters of its own; ours is a digest of it.</summary>
    internal static string TagOf(StoredAgreement stored) =>
        $"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(stored.ETag.ToString())))[..16]}\"";
}
