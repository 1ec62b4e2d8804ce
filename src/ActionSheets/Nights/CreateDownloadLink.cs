using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Nights;

/// <summary>
/// A link to one file, <c>{"night", "file"}</c>, good for a quarter of an hour and without signing in: for a program that fetches a large file in
/// parts.
/// </summary>
[Access(Who.Region | Who.Ministry | Who.Administrator)]
public sealed class CreateDownloadLink(Endpoint<CreateDownloadLink> endpoint, DownloadLinks links)
{
    private const string Route = "api/download-links";
    private const int LongestName = 200;

    [Function(nameof(CreateDownloadLink))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunJson(
            request,
            async (caller, body) =>
            {
                var faults = new Faults();
                var (night, file) = JsonForm.Read(body.Root, faults, form => (form.Text("night", LongestName, required: true), form.Text("file", LongestName, required: true)));
                if (faults.Any)
                {
                    return Problem.Invalid(faults.ToDictionary()).ToResult();
                }

                var (link, problem) = await links.Make(caller, night!, file!, cancellationToken);
                return problem?.ToResult() ?? Results.Json(link, Wire.Json, statusCode: StatusCodes.Status201Created);
            },
            cancellationToken);
}
