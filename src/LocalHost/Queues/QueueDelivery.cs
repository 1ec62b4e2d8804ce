using System.Text;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using LocalHost.Functions;

namespace LocalHost.Queues;

/// <summary>
/// Brings one message to its function and settles it, as the host's QueueProcessor does: deleted after a success, made visible again
/// after a failure, copied to the poison queue and deleted when it has been tried too often. A poison queue has none of its own.
/// https://github.com/Azure/azure-sdk-for-net, Microsoft.Azure.WebJobs.Extensions.Storage.Queues/src/QueueProcessor.cs
/// </summary>
internal sealed partial class QueueDelivery(
    QueueFunction function, QueueClient queue, QueueClient? poison, QueueSettings settings, FunctionRunner runner,
    FunctionActivity activity, ILogger<QueueDelivery> logger)
{
    private readonly bool _takesText = function.Function.Parameters.Any(parameter => parameter.ParameterType == typeof(string));

    public async Task DeliverAsync(QueueMessage message, CancellationToken abandoned)
    {
        // Counted until the message is settled, not only while the function runs: what is not deleted is not still.
        using var atWork = activity.Begin();
        try
        {
            if (message.DequeueCount > settings.MaxDequeueCount && poison is not null)
            {
                // Each of those times the process died before it could say so.
                await MoveToPoisonAsync(message, message.PopReceipt);
                return;
            }

            await RunAndSettleAsync(message, abandoned);
        }
        catch (Exception fault) when (fault is RequestFailedException or OperationCanceledException)
        {
            // The message comes back when its lock ends, or someone else has it already.
            LogNotSettled(queue.Name, message.MessageId, fault);
        }
    }

    private async Task RunAndSettleAsync(QueueMessage message, CancellationToken abandoned)
    {
        bool succeeded;
        string receipt;
        var held = MessageLock.Hold(queue, message, settings.Lock);
        await using (held)
        {
            succeeded = await RunAsync(message, abandoned);
            receipt = await held.EndAsync();
        }

        if (succeeded)
        {
            await queue.DeleteMessageAsync(message.MessageId, receipt, CancellationToken.None);
        }
        else if (poison is null)
        {
            // Left to rest until the lock ends.
        }
        else if (message.DequeueCount >= settings.MaxDequeueCount)
        {
            await MoveToPoisonAsync(message, receipt);
        }
        else
        {
            await queue.UpdateMessageAsync(
                message.MessageId, receipt, visibilityTimeout: settings.VisibilityTimeout, cancellationToken: CancellationToken.None);
        }
    }

    private async Task<bool> RunAsync(QueueMessage message, CancellationToken abandoned)
    {
        object trigger;
        try
        {
            var body = settings.Base64 ? BinaryData.FromBytes(Convert.FromBase64String(message.Body.ToString())) : message.Body;
            trigger = _takesText ? Encoding.UTF8.GetString(body) : WithBody(message, body);
        }
        catch (FormatException fault)
        {
            LogNotBase64(queue.Name, message.MessageId, fault);
            return false;
        }

        return await runner.RunAsync(function.Function, trigger, abandoned);
    }

    private static QueueMessage WithBody(QueueMessage message, BinaryData body) =>
        QueuesModelFactory.QueueMessage(
            message.MessageId, message.PopReceipt, body, message.DequeueCount, message.NextVisibleOn, message.InsertedOn, message.ExpiresOn);

    /// <summary>Copied first: killed in between, the message is in both, so a poison queue is at least once too.</summary>
    private async Task MoveToPoisonAsync(QueueMessage message, string receipt)
    {
        LogPoison(function.Function.Name, message.MessageId, poison!.Name);
        await poison.CreateIfNotExistsAsync();
        await poison.SendMessageAsync(message.Body);
        await queue.DeleteMessageAsync(message.MessageId, receipt);
    }

    [LoggerMessage(1, LogLevel.Warning, "{Function}: the message {Message} was tried too often and goes to {Queue}")]
    private partial void LogPoison(string function, string message, string queue);

    [LoggerMessage(2, LogLevel.Error, "Queue {Queue}: the message {Message} is not Base64, as host.json says it is")]
    private partial void LogNotBase64(string queue, string message, Exception fault);

    [LoggerMessage(3, LogLevel.Information, "Queue {Queue}: the message {Message} could not be settled; it may run again")]
    private partial void LogNotSettled(string queue, string message, Exception fault);
}
