using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>Someone who may read a sheet writes to the other side: <c>{"text"}</c>. 201 with the message; the same words again at once, 200 with the first.</summary>
[Access(SheetMessages.Writers)]
public sealed class PostMessage(Endpoint<PostMessage> endpoint, SheetRights rights, SheetMessages messages)
{
    [Function(nameof(PostMessage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ListMessages.Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunJson(
            request,
            async (caller, body) =>
            {
                if (await rights.Find(id, caller, cancellationToken) is not { } stored)
                {
                    return Problem.NotFound().ToResult();
                }

                var faults = new Faults();
                var text = SheetMessages.Read(body.Root, faults);
                if (faults.Any)
                {
                    return Problem.Invalid(faults.ToDictionary()).ToResult();
                }

                var (message, isNew) = await messages.Post(stored, caller, text!, cancellationToken);
                return Results.Json(message, Wire.Json, statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
            },
            cancellationToken);
}
