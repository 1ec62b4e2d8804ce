namespace LocalHost.Starting;

/// <summary>The requests being answered: at the end they are waited for, and no new one begins but the mail of functions that still run.</summary>
internal sealed class OpenRequests(Shutdown shutdown)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    private int _open;

    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref _open);
        try
        {
            if (shutdown.Stopping.IsCancellationRequested && !context.Request.Path.StartsWithSegments("/local/sendgrid", StringComparison.Ordinal))
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.RetryAfter = "2";
                context.Response.Headers.Connection = "close";
                return;
            }

            await next(context);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    public async Task EndedAsync()
    {
        while (Volatile.Read(ref _open) > 0)
        {
            await Task.Delay(BetweenLooks);
        }
    }
}
