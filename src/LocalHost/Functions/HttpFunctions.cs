using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing.Patterns;

namespace LocalHost.Functions;

/// <summary>
/// Serves the HTTP functions through endpoint routing, each at its own template and methods. A method that no function of a path
/// declares falls to the product's catch-all function, if it has one, as it does in the host.
/// </summary>
internal sealed partial class HttpFunctions(ILogger<HttpFunctions> logger)
{
    public void Map(IEndpointRouteBuilder endpoints, FunctionCatalogue catalogue, string routePrefix)
    {
        foreach (var function in catalogue.Http)
        {
            var binding = new HttpBinding(function.Function);
            var endpoint = endpoints.Map(Pattern(routePrefix, function), context => RunAsync(function.Function, binding, context))
                .WithDisplayName(function.Function.Name);
            if (function.Methods.Count > 0)
            {
                endpoint.WithMetadata(new HttpMethodMetadata(function.Methods.Select(method => method.ToUpperInvariant())));
            }
        }
    }

    private static RoutePattern Pattern(string prefix, HttpFunction function)
    {
        var route = function.Route ?? function.Function.Name;
        return RoutePatternFactory.Parse(prefix.Length == 0 ? route : $"{prefix}/{route}");
    }

    private async Task RunAsync(FunctionMethod function, HttpBinding binding, HttpContext context)
    {
        try
        {
            var returned = await function.CallAsync(context.RequestServices, binding.Bind(context));
            await AnswerAsync(returned, context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Exception fault)
        {
            LogFailed(function.Name, fault);
            Fail(context);
        }
    }

    /// <summary>Anything but a result answers 200 with an empty body, as the worker does.</summary>
    private static Task AnswerAsync(object? returned, HttpContext context) => returned switch
    {
        IResult result => result.ExecuteAsync(context),
        IActionResult result => result.ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor())),
        _ => Task.CompletedTask,
    };

    private static void Fail(HttpContext context)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }

    [LoggerMessage(1, LogLevel.Error, "The function {Function} failed")]
    private partial void LogFailed(string function, Exception fault);
}
