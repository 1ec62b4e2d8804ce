using System.Reflection;
using Azure.Storage.Queues.Models;
using LocalHost.Starting;
using Microsoft.Azure.Functions.Worker;

namespace LocalHost.Functions;

/// <summary>What the Functions host learns from the worker's metadata, read from the attributes themselves.</summary>
internal sealed record FunctionCatalogue(
    IReadOnlyList<HttpFunction> Http, IReadOnlyList<QueueFunction> Queues, IReadOnlyList<TimerFunction> Timers)
{
    private const BindingFlags Methods = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static FunctionCatalogue Of(Assembly assembly) => Of(assembly.GetExportedTypes());

    public static FunctionCatalogue Of(IEnumerable<Type> types)
    {
        var http = new List<HttpFunction>();
        var queues = new List<QueueFunction>();
        var timers = new List<TimerFunction>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var method in types.SelectMany(type => type.GetMethods(Methods)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } function)
            {
                continue;
            }

            if (!names.Add(function.Name))
            {
                throw new CannotStartException($"Two functions are named {function.Name}.");
            }

            Add(new FunctionMethod(function.Name, method));
        }

        return new FunctionCatalogue(http, queues, timers);

        void Add(FunctionMethod method)
        {
            foreach (var parameter in method.Parameters)
            {
                foreach (var attribute in parameter.GetCustomAttributes())
                {
                    switch (attribute)
                    {
                        case HttpTriggerAttribute trigger:
                            http.Add(new HttpFunction(method.Taking(parameter, typeof(HttpRequest)), trigger.Route, trigger.Methods ?? []));
                            return;
                        case QueueTriggerAttribute trigger:
                            queues.Add(new QueueFunction(
                                method.Taking(parameter, typeof(string), typeof(QueueMessage)), trigger.QueueName, trigger.Connection));
                            return;
                        case TimerTriggerAttribute trigger:
                            timers.Add(new TimerFunction(method.Taking(parameter, typeof(TimerInfo)), trigger.Schedule, trigger.UseMonitor));
                            return;
                    }
                }
            }

            throw new CannotStartException($"The function {method.Name} has no trigger that LocalHost knows.");
        }
    }
}

internal sealed record HttpFunction(FunctionMethod Function, string? Route, IReadOnlyList<string> Methods);

/// <param name="Function">The method.</param>
/// <param name="Queue">The queue's name.</param>
/// <param name="Connection">The configuration key of the storage account; null is the host's own, <c>AzureWebJobsStorage</c>.</param>
internal sealed record QueueFunction(FunctionMethod Function, string Queue, string? Connection);

/// <param name="Function">The method.</param>
/// <param name="Schedule">Six fields, in UTC.</param>
/// <param name="Monitored">A missed run is made up for at the next start.</param>
internal sealed record TimerFunction(FunctionMethod Function, string Schedule, bool Monitored);
