using ActionSheets.Reference;

namespace ActionSheets.Mail;

/// <summary>One mail, ready to leave. The text part says everything the HTML part says.</summary>
/// <param name="Key">Natural key: the same mail is never begun twice under two keys.</param>
internal sealed record OutgoingMail(string Key, string To, string Subject, string Html, string Text)
{
    /// <summary>Where a reply is read; null when nobody reads it.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Mails hold addresses, links and names; only the key may reach a log.</summary>
    public override string ToString() => Key;
}

/// <summary>What came of trying to send one mail.</summary>
internal abstract record SendResult
{
    private static readonly TimeSpan WaitForDesk = TimeSpan.FromHours(1);

    private SendResult()
    {
    }

    /// <summary>There is no desk to send it to yet.</summary>
    public static Later WithoutDesk(TimeProvider clock) => new(Instant.NowOn(clock) + WaitForDesk);

    /// <summary>The provider took it, now or on an earlier run.</summary>
    internal sealed record Accepted(DateTimeOffset At) : SendResult;

    /// <summary>The provider will never take it; it is among the dead letters.</summary>
    internal sealed record Failed(string Key, int Status) : SendResult;

    /// <summary>Not now: look again then.</summary>
    internal sealed record Later(DateTimeOffset At) : SendResult;
}

/// <summary>What the provider said to one attempt.</summary>
internal abstract record Delivery
{
    private Delivery()
    {
    }

    internal sealed record Taken(string? MessageId) : Delivery;

    /// <summary>Refused for good.</summary>
    internal sealed record Refused(int Status) : Delivery;

    /// <summary>Certainly not sent; try again, after <paramref name="Wait"/> when the provider named a time.</summary>
    internal sealed record NotNow(TimeSpan? Wait) : Delivery;

    /// <summary>Perhaps sent: the connection broke or the answer does not tell.</summary>
    internal sealed record Unknown : Delivery;
}
