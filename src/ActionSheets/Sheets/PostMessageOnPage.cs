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
        endpoint.RunForm(
            request,
            async (caller, form) => await rights.Find(id, caller, cancellationToken) is { } stored
                ? await Post(request.HttpContext, stored, caller, form, cancellationToken)
                : Page.Of(Problem.NotFound()),
            cancellationToken);

    private async Task<IResult> Post(HttpContext context, StoredSheet stored, Caller caller, IFormCollection form, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var text = SheetMessages.Read(JsonSerializer.SerializeToElement(new { text = form["message"].ToString().ReplaceLineEndings("\n").Trim() }), faults);
        if (faults.Any)
        {
            return await pages.Show(context, caller, stored, cancellationToken, TypedFields.Of(form).With("message", faults.ToDictionary()["text"][0]));
        }

        await messages.Post(stored, caller, text!, cancellationToken);
        return Page.SeeOther(SheetPages.PathOf(stored) + "#ecrire");
    }
}
