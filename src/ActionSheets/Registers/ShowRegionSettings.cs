using ActionSheets.Reference;
using ActionSheets.Registers.Pages;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Registers;

/// <summary>The page on which a Region sets what is its own.</summary>
[Access(Who.Region)]
public sealed class ShowRegionSettings(Endpoint<ShowRegionSettings> endpoint, RegionRegister regions, PageSession session)
{
    internal const string Route = "reglages";

    [Function(nameof(ShowRegionSettings))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            async caller => Render(request.HttpContext, session, Fields(await regions.Find(caller.Region!, cancellationToken))),
            cancellationToken);

    internal static IResult Render(HttpContext context, PageSession session, TypedFields fields) => Page.Of<RegionSettingsPage>(
        new()
        {
            [nameof(RegionSettingsPage.Fields)] = fields,
            [nameof(RegionSettingsPage.FormToken)] = session.TokenFor(context),
            [nameof(RegionSettingsPage.IsJustSaved)] = context.Request.Query.ContainsKey("enregistre"),
        },
        fields.Errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    private static TypedFields Fields(RegionSettings settings) => new(
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["committeeOn"] = settings.CommitteeOn?.Iso() ?? "",
            ["validator"] = settings.Validator ?? "",
            ["validatorScope"] = settings.ValidatesApi ? RegionSettingsForm.FormsAndApi : "",
        },
        TypedFields.Empty.Errors);
}
