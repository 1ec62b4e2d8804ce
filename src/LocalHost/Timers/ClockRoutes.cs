using System.Text.Json;
using LocalHost.Clock;
using LocalHost.Starting;

namespace LocalHost.Timers;

/// <summary><c>GET</c> and <c>POST /local/clock</c>.</summary>
internal sealed class ClockRoutes(MovableClock clock, ClockMove move)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRead("/local/clock", NowAsync);
        endpoints.MapPost("/local/clock", MoveAsync);
    }

    private Task NowAsync(HttpContext context) => Answer.JsonAsync(context, new() { ["now"] = Rfc3339.InParis(clock.GetUtcNow()) });

    private async Task MoveAsync(HttpContext context)
    {
        var asked = await Answer.ReadAsync(context);
        var now = clock.GetUtcNow();
        if (Target(asked, now) is not { } target)
        {
            await Answer.ProblemAsync(
                context, 400, """Send {"advance": "P1D"} (an ISO 8601 duration) or {"now": "2019-04-01T08:00:00+02:00"}.""");
            return;
        }

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

    private static DateTimeOffset? Target(JsonElement? asked, DateTimeOffset now) =>
        Text(asked, "advance") is { } advance
            ? IsoDuration.Parse(advance) is { } duration ? ParisTime.Add(now, duration) : null
            : Rfc3339.Parse(Text(asked, "now"));

    private static string? Text(JsonElement? of, string name) =>
        of is { } body && body.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
