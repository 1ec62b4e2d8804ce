namespace LocalHost.Queues;

/// <summary><c>extensions.queues</c> of host.json, which every queue function shares.</summary>
internal sealed record QueueSettings
{
    /// <summary>Messages asked for at once.</summary>
    public required int BatchSize { get; init; }

    /// <summary>More are asked for once no more than this many run; so at most the sum of both run together.</summary>
    public required int NewBatchThreshold { get; init; }

    /// <summary>How long an idle queue is left alone at most.</summary>
    public required TimeSpan MaxPollingInterval { get; init; }

    /// <summary>How long a message rests after a failed run; not the lock.</summary>
    public required TimeSpan VisibilityTimeout { get; init; }

    public required int MaxDequeueCount { get; init; }

    public required bool Base64 { get; init; }

    /// <summary>Ten minutes in Azure and not a setting there; shorter here, so a killed LocalHost's work comes back while one watches.</summary>
    public TimeSpan Lock { get; init; } = TimeSpan.FromSeconds(30);
}
