using System.ComponentModel;
using System.Reflection;
using LocalHost.Starting;

namespace LocalHost.Functions;

/// <summary>An HTTP function's arguments as the worker binds them: the request, its cancellation, route values by name.</summary>
internal sealed class HttpBinding
{
    private readonly Func<HttpContext, object?>[] _binders;

    public HttpBinding(FunctionMethod function) => _binders = [.. function.Parameters.Select(parameter => Binder(function, parameter))];

    public object?[] Bind(HttpContext context)
    {
        var arguments = new object?[_binders.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = _binders[i](context);
        }

        return arguments;
    }

    private static Func<HttpContext, object?> Binder(FunctionMethod function, ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(HttpRequest))
        {
            return context => context.Request;
        }

        if (parameter.ParameterType == typeof(CancellationToken))
        {
            return context => context.RequestAborted;
        }

        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var converter = TypeDescriptor.GetConverter(type);
        if (!converter.CanConvertFrom(typeof(string)))
        {
            // The worker would pass null for an HttpContext, without an error.
            throw new CannotStartException($"{function.Name}: LocalHost cannot bind {parameter.ParameterType.Name} {parameter.Name}.");
        }

        var name = parameter.Name!;
        return context => context.Request.RouteValues.TryGetValue(name, out var value) && value is string text
            ? converter.ConvertFromInvariantString(text)
            : null;
    }
}
