using System.Reflection;
using LocalHost.Starting;

namespace LocalHost.Functions;

/// <summary>A function's method: made and called anew for each event, its class filled from the event's own scope.</summary>
internal sealed class FunctionMethod(string name, MethodInfo method)
{
    private readonly MethodInvoker _invoke = MethodInvoker.Create(method);

    public string Name { get; } = name;

    public Type ReturnType => method.ReturnType;

    public IReadOnlyList<ParameterInfo> Parameters { get; } = method.GetParameters();

    /// <summary>Refuses at start a trigger parameter that the real worker would bind to nothing without a word.</summary>
    public FunctionMethod Taking(ParameterInfo parameter, params Type[] types) =>
        types.Contains(parameter.ParameterType)
            ? this
            : throw new CannotStartException($"{Name}: LocalHost cannot bind {parameter.ParameterType.Name} {parameter.Name} to its trigger.");

    /// <summary>Calls the method and awaits it; the value is what its task holds, if it holds one.</summary>
    public async Task<object?> CallAsync(IServiceProvider services, object?[] arguments)
    {
        // As the worker does it. A factory compiled for each class would cost more at the start than it saves here.
        var instance = method.IsStatic ? null : ActivatorUtilities.CreateInstance(services, method.DeclaringType!);
        try
        {
            var returned = _invoke.Invoke(instance, arguments.AsSpan());
            return returned switch
            {
                Task<IResult> result => await result,
                Task task => await ValueOf(task),
                ValueTask task => await ValueOf(task.AsTask()),
                _ => returned,
            };
        }
        finally
        {
            await DisposeAsync(instance);
        }
    }

    private static async Task<object?> ValueOf(Task task)
    {
        await task;
        return task.GetType().GetProperty(nameof(Task<>.Result))?.GetValue(task);
    }

    private static async ValueTask DisposeAsync(object? instance)
    {
        if (instance is IAsyncDisposable later)
        {
            await later.DisposeAsync();
        }
        else if (instance is IDisposable now)
        {
            now.Dispose();
        }
    }
}
