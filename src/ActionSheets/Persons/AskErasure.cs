using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Persons;

/// <summary>
/// An administrator has a person erased, <c>{"email", "name"}</c>, or all personal data of a sheet, <c>{"sheet"}</c>. Kept, rung for, answered 202; the
/// work is <see cref="EraseData"/>'s and can be asked about at <c>Location</c>.
/// </summary>
[Access(Who.Administrator)]
public sealed class AskErasure(Endpoint<AskErasure> endpoint, ErasureStore erasures, SheetStore sheets, TimeProvider clock)
{
    internal const string Route = "api/erasures";
    private const int LongestText = 320;

    [Function(nameof(AskErasure))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunJson(
            request,
            async (_, body) =>
            {
                var faults = new Faults();
                var (email, name, sheet) = JsonForm.Read(body.Root, faults, form => (form.Email("email"), form.Text("name", LongestText), form.Text("sheet", LongestText)));
                if (!faults.Any && (email is null) == (sheet is null))
                {
                    faults.Add("email", "Donnez une adresse ou une fiche, et une seule des deux.");
                }

                if (!faults.Any && name is not null && email is null)
                {
                    faults.Add("name", "Un nom accompagne une adresse.");
                }

                if (!faults.Any && sheet is not null && (!SheetId.TryParse(sheet, out var id) || await sheets.Find(id, cancellationToken) is null))
                {
                    faults.Add("sheet", "Cette fiche n'existe pas.");
                }

                if (faults.Any)
                {
                    return Problem.Invalid(faults.ToDictionary()).ToResult();
                }

                var erasure = new Erasure(Guid.NewGuid().ToString("N"), Instant.NowOn(clock), email, name, sheet);
                await erasures.Put(erasure);
                await erasures.Ring(erasure.Id, cancellationToken);
                request.HttpContext.Response.Headers.Location = $"/{Route}/{erasure.Id}";
                return Results.Json(ErasureView.Shown(erasure), Wire.Json, statusCode: StatusCodes.Status202Accepted);
            },
            cancellationToken);
}
