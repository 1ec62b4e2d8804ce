using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace LocalHost.Queues;

/// <summary>Keeps a message hidden while its function runs: the visibility is renewed at half its time. Each renewal changes the receipt.</summary>
internal sealed class MessageLock : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly QueueClient _queue;
    private readonly QueueMessage _message;
    private readonly Task _renewing;
    private string _receipt;

    private MessageLock(QueueClient queue, QueueMessage message, TimeSpan length)
    {
        (_queue, _message, _receipt) = (queue, message, message.PopReceipt);
        _renewing = RenewAsync(length);
    }

    public static MessageLock Hold(QueueClient queue, QueueMessage message, TimeSpan length) => new(queue, message, length);

    /// <summary>Stops renewing; the receipt that settles the message.</summary>
    public async Task<string> EndAsync()
    {
        await _ended.CancelAsync();
        await _renewing;
        return _receipt;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _ended.Dispose();
    }

    private async Task RenewAsync(TimeSpan length)
    {
        using var rhythm = new PeriodicTimer(length / 2);
        try
        {
            while (await rhythm.WaitForNextTickAsync(_ended.Token))
            {
                await RenewOnceAsync(length);
            }
        }
        catch (OperationCanceledException)
        {
            // The function ended.
        }
    }

    /// <summary>A renewal that fails is tried again at the next half-time; if the message is lost to another listener, the settling says so.</summary>
    private async Task RenewOnceAsync(TimeSpan length)
    {
        try
        {
            // Not cancelled: a renewal that arrives after we gave it up would leave us with the wrong receipt.
            var renewed = await _queue.UpdateMessageAsync(
                _message.MessageId, _receipt, visibilityTimeout: length, cancellationToken: CancellationToken.None);
            _receipt = renewed.Value.PopReceipt;
        }
        catch (Exception fault) when (fault is RequestFailedException or OperationCanceledException)
        {
        }
    }
}
