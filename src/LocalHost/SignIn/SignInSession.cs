namespace LocalHost.SignIn;

/// <summary>
/// The session that App Service authentication would keep: a cookie which becomes the identity header of every request.
/// It is trusted as it is; who can send it can send the header as well, and only this machine is listened to.
/// </summary>
internal static class SignInSession
{
    public const string Header = "X-MS-CLIENT-PRINCIPAL";

    private const string Cookie = "local-sign-in";

    public static Task ApplyAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Headers.ContainsKey(Header) && context.Request.Cookies[Cookie] is { Length: > 0 } principal)
        {
            context.Request.Headers[Header] = principal;
        }

        return next(context);
    }

    public static void Begin(HttpContext context, Person person) => context.Response.Cookies.Append(Cookie, person.ToPrincipal(), Kind());

    public static void End(HttpContext context) => context.Response.Cookies.Delete(Cookie, Kind());

    private static CookieOptions Kind() => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
}
