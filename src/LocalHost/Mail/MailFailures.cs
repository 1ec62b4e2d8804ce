namespace LocalHost.Mail;

/// <summary>How the next sends fail.</summary>
/// <param name="Next">How many of them.</param>
/// <param name="Status">The status they answer; 0 drops the connection once the body was read.</param>
/// <param name="RetryAfterSeconds">For 429: when it is over.</param>
/// <param name="Kept">The mail is kept all the same: an acceptance whose answer is lost.</param>
internal sealed record MailFailure(int Next, int Status, int RetryAfterSeconds, bool Kept);

/// <summary>The failures asked for and not yet spent; gone with the process.</summary>
internal sealed class MailFailures
{
    private readonly Lock _spending = new();
    private MailFailure _left = new(0, 500, 0, Kept: false);

    public MailFailure Left
    {
        get
        {
            lock (_spending)
            {
                return _left;
            }
        }
    }

    public void Ask(MailFailure failure)
    {
        lock (_spending)
        {
            _left = failure;
        }
    }

    /// <summary>The failure of this send; null when it shall succeed.</summary>
    public MailFailure? Spend()
    {
        lock (_spending)
        {
            if (_left.Next == 0)
            {
                return null;
            }

            _left = _left with { Next = _left.Next - 1 };
            return _left;
        }
    }
}
