using System.Reflection;

namespace LocalHost.Functions;

/// <summary>Runs a queue or timer function in a scope of its own. A run that throws is logged and told to the caller, as the host does.</summary>
internal sealed partial class FunctionRunner(IServiceScopeFactory scopes, FunctionActivity activity, ILogger<FunctionRunner> logger)
{
    /// <summary>Whether the run ended without an exception.</summary>
    public async Task<bool> RunAsync(FunctionMethod function, object trigger, CancellationToken cancellationToken)
    {
        using var run = activity.Begin();
        try
        {
            var scope = scopes.CreateAsyncScope();
            await using (scope)
            {
                await function.CallAsync(scope.ServiceProvider, [.. function.Parameters.Select(Bind)]);
            }

            return true;
        }
        catch (Exception fault)
        {
            LogFailed(function.Name, fault);
            return false;
        }

        object? Bind(ParameterInfo parameter) =>
            parameter.ParameterType == typeof(CancellationToken) ? cancellationToken
            : parameter.ParameterType.IsInstanceOfType(trigger) ? trigger
            : null;
    }

    [LoggerMessage(1, LogLevel.Error, "The function {Function} failed")]
    private partial void LogFailed(string function, Exception fault);
}
