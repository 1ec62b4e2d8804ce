using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Registers;

/// <summary>The form of a desk comes back.</summary>
[Access(Who.Administrator)]
public sealed class WriteDeskOnPage(Endpoint<WriteDeskOnPage> endpoint, DeskWriting writing, DeskPages pages, ReferenceData reference)
{
    [Function(nameof(WriteDeskOnPage))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ShowDesk.Route)] HttpRequest request, string body, string scope, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            async (_, form) =>
            {
                if (!DeskForm.CanExist(body, scope, reference))
                {
                    return Page.Of(Problem.NotFound());
                }

                var typed = TypedFields.Of(form);
                var faults = new Faults();
                var desk = DeskForm.Read(body, scope, JsonSerializer.SerializeToElement(DeskFields.ToJson(typed)), faults);
                if (faults.Any)
                {
                    return await pages.Form(request.HttpContext, body, scope, typed.With(DeskFields.AtFields(faults.ToDictionary())), cancellationToken);
                }

                await writing.Write(desk, cancellationToken);
                return Page.SeeOther($"/{ShowDesks.Route}?enregistre");
            },
            cancellationToken);
}
