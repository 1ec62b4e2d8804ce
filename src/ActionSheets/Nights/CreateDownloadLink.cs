using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace ActionSheets.Nights;

/// <summary>
/// A link to one file, <c>{"night", "file"}</c>, good for a quarter of an hour and without signing in: for a program that fetches a large file in
/// parts. It names the night, not "latest", and whoever asked for it stands in the note of each download.
/// </summary>
[Access(Who.Region | Who.Ministry | Who.Administrator)]
public sealed class CreateDownloadLink(Endpoint<CreateDownloadLink> endpoint, NightFileGiving giving, SignedLinks links, IOptions<PublicOptions> address, TimeProvider clock)
{
    internal const string Purpose = "download";
    private const string Route = "api/download-links";
    private const int LongestName = 200;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    [Function(nameof(CreateDownloadLink))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunJson(
            request,
            async (caller, body) =>
            {
                var faults = new Faults();
                var (name, file) = JsonForm.Read(body.Root, faults, form => (form.Text("night", LongestName, required: true), form.Text("file", LongestName, required: true)));
                if (faults.Any)
                {
                    return Problem.Invalid(faults.ToDictionary()).ToResult();
                }

                if (NightFileGiving.RefusalOf(caller, file!) is { } refusal)
                {
                    return refusal.ToResult();
                }

                if (await giving.Find(name!, cancellationToken) is not { } night || PublishedFiles.Sha256Of(night, file!) is not { } sha256)
                {
                    return Problem.NotFound().ToResult();
                }

                var expiresAt = Instant.NowOn(clock) + Life;
                var token = links.TokenOf(Purpose, $"{NightDate.Text(night.Night)}|{caller.Actor}|{file}", expiresAt);
                return Results.Json(
                    new { Url = address.Value.Link("/telechargements/" + token), ExpiresAt = expiresAt, Sha256 = sha256 }, Wire.Json, statusCode: StatusCodes.Status201Created);
            },
            cancellationToken);
}
