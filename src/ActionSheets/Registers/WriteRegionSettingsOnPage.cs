using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Registers;

/// <summary>The form of a Region's settings comes back.</summary>
[Access(Who.Region)]
public sealed class WriteRegionSettingsOnPage(Endpoint<WriteRegionSettingsOnPage> endpoint, RegionRegister regions, PageSession session)
{
    private static readonly string[] Names = ["committeeOn", "validator", "validatorScope"];

    [Function(nameof(WriteRegionSettingsOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ShowRegionSettings.Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            async (caller, form) =>
            {
                var typed = Names.ToDictionary(name => name, name => form[name].ToString().Trim(), StringComparer.Ordinal);
                var body = new JsonObject(typed.Where(field => field.Value.Length > 0).Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value)));
                var faults = new Faults();
                var settings = RegionSettingsForm.Read(caller.Region!, JsonSerializer.SerializeToElement(body), faults);
                if (faults.Any)
                {
                    return ShowRegionSettings.Render(request.HttpContext, session, new TypedFields(typed, faults.ToDictionary()));
                }

                await regions.Write(settings, cancellationToken);
                return Page.SeeOther($"/{ShowRegionSettings.Route}?enregistre");
            },
            cancellationToken);
}
