using System.Text.Json;
using LocalHost.Clock;
using LocalHost.Starting;

namespace LocalHost.Timers;

/// <summary><c>GET</c> and <c>POST /local/clock</c>.</summary>
internal sealed class ClockRoutes(MovableClock clock, ClockMove move)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/local/clock", NowAsync);
        endpoints.MapPost("/local/clock", MoveAsync);
    }

    private Task NowAsync(HttpContext context) => Answer.JsonAsync(context, new() { ["now"] = Rfc3339.InParis(clock.GetUtcNow()) });

    private async Task MoveAsync(HttpContext context)
    {
        if (await Answer.ReadAsync(context) is not { } asked || Target(asked) is not { } target)
        {
            await Answer.ProblemAsync(
                context, 400, """Send {"advance": "P1D"} (an ISO 8601 duration) or {"now": "2019-04-01T08:00:00+02:00"}.""");
            return;
        }

        var now = clock.GetUtcNow();
        if (target < now)
        {
            await Answer.ProblemAsync(context, 409, $"The clock shows {Rfc3339.InParis(now)} and only moves forward.");
            return;
        }

        if (await move.ToAsync(target) is { } busy)
        {
            await Answer.ProblemAsync(context, 503, $"The clock stopped at {Rfc3339.InParis(clock.GetUtcNow())}: {busy}.");
            return;
        }

        await NowAsync(context);
    }

    private DateTimeOffset? Target(JsonElement asked) =>
        Text(asked, "advance") is { } advance
            ? IsoDuration.Parse(advance) is { } duration ? ParisTime.Add(clock.GetUtcNow(), duration) : null
            : Rfc3339.Parse(Text(asked, "now"));

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
