using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ActionSheets.Web;

/// <summary>
/// Headers on every answer. The worker gives no place in its ASP.NET pipeline but this one: a start-up filter registered as a service.
/// </summary>
internal sealed class SecurityHeaders : IStartupFilter
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseResponseCompression();
        app.Use((context, following) =>
        {
            context.Response.OnStarting(() =>
            {
                Add(context.Response.Headers);
                return Task.CompletedTask;
            });
            return following(context);
        });
        next(app);
    };

    private static void Add(IHeaderDictionary headers)
    {
        // The local host's own pages may set their own.
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, ContentSecurityPolicy);
        headers.TryAdd(HeaderNames.XContentTypeOptions, "nosniff");
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd(HeaderNames.StrictTransportSecurity, "max-age=31536000; includeSubDomains");
        headers.TryAdd(HeaderNames.CacheControl, "no-store");
    }
}
