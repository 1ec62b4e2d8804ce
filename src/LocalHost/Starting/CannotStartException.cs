namespace LocalHost.Starting;

/// <summary>LocalHost cannot start on this machine; the message is one sentence for the person who typed the command.</summary>
internal sealed class CannotStartException : Exception
{
    public CannotStartException()
    {
    }

    public CannotStartException(string message)
        : base(message)
    {
    }

    public CannotStartException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
