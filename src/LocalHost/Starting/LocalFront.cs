using LocalHost.Admin;
using LocalHost.Mail;
using LocalHost.SignIn;
using LocalHost.Timers;

namespace LocalHost.Starting;

/// <summary>
/// What stands before the product, as App Service and the Functions host do in Azure: who asks, and the routes that only
/// LocalHost has. Those never reach the product's own pipeline.
/// </summary>
internal sealed class LocalFront(
    OpenRequests requests, ClockRoutes clock, MailRoutes mail, SendRoute send, EventRoute events, SignInRoutes signIn, AdminRoutes admin)
    : IStartupFilter
{
    private static readonly string[] OwnPaths = ["/local", "/admin", "/.auth"];

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(requests.RunAsync);
        app.Use(SignInSession.ApplyAsync);
        app.MapWhen(IsOurs, own =>
        {
            own.UseRouting();
            own.UseEndpoints(Map);
        });
        next(app);
    };

    private static bool IsOurs(HttpContext context) =>
        Array.Exists(OwnPaths, path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));

    private void Map(IEndpointRouteBuilder endpoints)
    {
        clock.Map(endpoints);
        mail.Map(endpoints);
        send.Map(endpoints);
        events.Map(endpoints);
        signIn.Map(endpoints);
        admin.Map(endpoints);
    }
}
