using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Nights;

/// <summary>Makes a past night, or makes it again and compares. The work is <see cref="MakeNight"/>'s; the answer does not wait for it.</summary>
[Access(Who.Administrator)]
public sealed class RemakeNight(Endpoint<RemakeNight> endpoint, NightBell bell, TimeProvider clock)
{
    private const string Route = "api/exports/{night}";

    [Function(nameof(RemakeNight))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string night, CancellationToken cancellationToken) =>
        endpoint.Run(request, _ => Ask(night, cancellationToken), cancellationToken);

    private async Task<IResult> Ask(string name, CancellationToken cancellationToken)
    {
        if (!NightDate.TryParse(name, out var night))
        {
            return Problem.NotFound().ToResult();
        }

        if (night >= ParisDay.Of(clock.GetUtcNow()))
        {
            return Problem.WrongState("Cette journée n'est pas terminée.").ToResult();
        }

        if (night < NightDate.ProgrammeBegan)
        {
            return Problem.Invalid(new Dictionary<string, string[]> { ["night"] = ["Le programme a commencé le 22 novembre 2018 : il n'y a pas de nuit avant."] }).ToResult();
        }

        await bell.Ring(night, cancellationToken);
        return Results.Json(new { Night = NightDate.Text(night) }, Wire.Json, statusCode: StatusCodes.Status202Accepted);
    }
}
