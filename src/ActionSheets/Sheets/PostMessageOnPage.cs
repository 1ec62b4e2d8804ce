using System.Text.Json;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>The form on a sheet's page that writes a message.</summary>
[Access(SheetMessages.Writers)]
public sealed class PostMessageOnPage(Endpoint<PostMessageOnPage> endpoint, SheetRights rights, SheetPages pages, SheetMessages messages)
{
    private const string Route = SheetPages.Root + "/message";

    [Function(nameof(PostMessageOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            async caller =>
            {
                var (form, unread) = await pages.OwnForm(request, cancellationToken);
                if (unread is not null)
                {
                    return Page.Of(unread);
                }

                if (await rights.Find(id, caller, cancellationToken) is not { } stored)
                {
                    return Page.Of(Problem.NotFound());
                }

                var typed = form!["message"].ToString().ReplaceLineEndings("\n").Trim();
                var faults = new Faults();
                var text = SheetMessages.Read(JsonSerializer.SerializeToElement(new { text = typed }), faults);
                if (faults.Any)
                {
                    var fields = new TypedFields(
                        new Dictionary<string, string>(StringComparer.Ordinal) { ["message"] = typed },
                        new Dictionary<string, string[]>(StringComparer.Ordinal) { ["message"] = [.. faults.ToDictionary().Values.SelectMany(sentences => sentences)] });
                    return await pages.Show(request.HttpContext, caller, stored, null, cancellationToken, fields);
                }

                await messages.Post(stored, caller, text!, cancellationToken);
                return Page.SeeOther($"/fiches/{id}#ecrire");
            },
            cancellationToken);
}
