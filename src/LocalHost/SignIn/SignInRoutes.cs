using ActionSheets.Reference;
using LocalHost.Starting;
using Microsoft.Extensions.Primitives;

namespace LocalHost.SignIn;

/// <summary>Choose who you are. App Service's own addresses (<c>/.auth/...</c>) lead here, so the product's links work unchanged.</summary>
internal sealed class SignInRoutes(ReferenceData reference, TimeProvider clock)
{
    private const string Home = "/";

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRead("/local/sign-in", ShowAsync);
        endpoints.MapPost("/local/sign-in", SignInAsync);
        endpoints.MapPost("/local/sign-out", SignOutAsync);
        endpoints.MapRead("/.auth/login/{provider?}", context => RedirectAsync(context, "/local/sign-in" + context.Request.QueryString));
        endpoints.MapRead("/.auth/logout", SignOutAsync);
    }

    private Task ShowAsync(HttpContext context) => ShowAsync(context, fault: null, StatusCodes.Status200OK);

    private Task ShowAsync(HttpContext context, string? fault, int status)
    {
        var current = context.Request.Headers[SignInSession.Header] is [{ } principal, ..] ? Person.FromPrincipal(principal) : null;
        var returnTo = Local(context.Request.Query["post_login_redirect_uri"]);
        return Page.WriteAsync(context, "Qui êtes-vous ?", SignInPage.Body(Choices(), current, fault, returnTo), status);
    }

    private SignInChoices Choices()
    {
        var today = ParisDay.Of(clock.GetUtcNow());
        return new SignInChoices(
            [.. reference.Regions.Select(region => new Choice(region.Code, region.Name))],
            [.. reference.Operators.Select(one => new Choice(one.Code, one.NameOn(today))), new Choice(Operator.StateCode, "État")]);
    }

    private async Task SignInAsync(HttpContext context)
    {
        var json = context.Request.HasJsonContentType();
        var (person, returnTo) = json ? await FromJsonAsync(context) : await FromFormAsync(context);
        if (person is null || person.Fault() is not null)
        {
            var fault = person?.Fault() ?? "Le corps doit être un formulaire ou un objet JSON.";
            await (json ? Answer.ProblemAsync(context, 400, fault) : ShowAsync(context, fault, StatusCodes.Status400BadRequest));
            return;
        }

        SignInSession.Begin(context, person);
        if (json)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        await RedirectAsync(context, returnTo);
    }

    private static Task SignOutAsync(HttpContext context)
    {
        SignInSession.End(context);
        return RedirectAsync(context, Local(context.Request.Query["post_logout_redirect_uri"]));
    }

    private static async Task<(Person?, string)> FromJsonAsync(HttpContext context)
    {
        var asked = await Answer.ReadAsync(context);
        return (asked is { } body ? Person.From(name => body.TryGetProperty(name, out var value) ? value.ToString() : null) : null, Home);
    }

    private static async Task<(Person?, string)> FromFormAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            return (null, Home);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return (Person.From(name => form[name]), Local(form["returnTo"]));
    }

    /// <summary>A path of this machine, never another's address.</summary>
    private static string Local(StringValues address) =>
        address is [['/', not ('/' or '\\'), ..] path, ..] && !path.Any(char.IsControl) ? path : Home;

    private static Task RedirectAsync(HttpContext context, string address)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = address;
        return Task.CompletedTask;
    }
}
