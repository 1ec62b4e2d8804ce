using System.Text.Json;
using Azure.Storage.Queues.Models;
using LocalHost.Functions;
using LocalHost.Starting;
using LocalHost.Timers;

namespace LocalHost.Admin;

/// <summary>
/// <c>POST /admin/functions/{name}</c>, the Functions host's own route to run a function now, and <c>GET /local/storage</c>.
/// The host answers 202 before it runs the function; here it has run by then.
/// </summary>
internal sealed class AdminRoutes(
    FunctionCatalogue catalogue, FunctionTimers timers, FunctionRunner runner, ProductSettings settings, Shutdown shutdown)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/admin/functions/{name}", RunAsync);
        endpoints.MapRead("/local/storage", StorageAsync);
    }

    private Task StorageAsync(HttpContext context) =>
        Answer.JsonAsync(context, new() { ["connectionString"] = settings.StorageConnection });

    private async Task RunAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        var queue = catalogue.Queues.FirstOrDefault(function => Same(function.Function.Name, name));
        var run = timers.Named(name) is { } timer ? timer.RunNowAsync(shutdown.Abandoned)
            : queue is not null ? RunQueueFunctionAsync(queue.Function, context)
            : null;
        if (run is null)
        {
            await Answer.ProblemAsync(context, 404, $"No queue or timer function is named {name}.");
            return;
        }

        if (!await run)
        {
            await Answer.ProblemAsync(context, 500, $"{name} failed; the reason is in the log.");
            return;
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private async Task<bool> RunQueueFunctionAsync(FunctionMethod function, HttpContext context)
    {
        var input = await Answer.ReadAsync(context) is { } asked && asked.TryGetProperty("input", out var given)
            ? given.ValueKind == JsonValueKind.String ? given.GetString()! : given.GetRawText()
            : "";
        object trigger = function.Parameters.Any(parameter => parameter.ParameterType == typeof(string)) ? input : Message(input);
        return await runner.RunAsync(function, trigger, shutdown.Abandoned);
    }

    private static QueueMessage Message(string input) =>
        QueuesModelFactory.QueueMessage(Guid.NewGuid().ToString(), popReceipt: "", BinaryData.FromString(input), dequeueCount: 1);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
